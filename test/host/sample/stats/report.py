"""Prints a week of readings."""

from temperature import celsius_to_fahrenheit, mean_temperature, warmest_day

WEEK = {"Mon": 11.5, "Tue": 13.0, "Wed": 9.5, "Thu": 12.0, "Fri": 16.5}


def print_report(readings: dict[str, float]) -> None:
    """Prints one line for each day and the mean below."""
    for day, celsius in readings.items():
        print(f"{day}  {celsius:5.1f} °C  {celsius_to_fahrenheit(celsius):5.1f} °F")
    mean = mean_temperature(list(readings.values()))
    print(f"mean {mean:.1f} °C, warmest {warmest_day(readings)}")


if __name__ == "__main__":
    print_report(WEEK)
