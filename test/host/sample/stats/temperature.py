"""Temperatures and what is done with them."""

ABSOLUTE_ZERO_CELSIUS = -273.15


def celsius_to_fahrenheit(celsius: float) -> float:
    """Celsius to Fahrenheit."""
    if celsius < ABSOLUTE_ZERO_CELSIUS:
        raise ValueError(f"{celsius} °C is below absolute zero")
    return celsius * 9 / 5 + 32


def mean_temperature(readings: list[float]) -> float:
    """The mean of some readings."""
    if not readings:
        raise ValueError("no readings")
    total = sum(readings)
    return total / len(readings)


def warmest_day(readings: dict[str, float]) -> str:
    """The day with the highest reading."""
    best_day = ""
    best_reading = float("-inf")
    for day, reading in readings.items():
        if reading > best_reading:
            best_day = day
            best_reading = reading
    return best_day


# Try it: type  def mean_humidity(readings: list[float])


# Try it: type  def wettest_day(readings: dict[str, float]) -> str:
