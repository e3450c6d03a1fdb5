import { Component, type ComponentChildren } from "preact";

/** A component that is drawn again only when one of its properties is another value. */
export function memo<P extends object>(draw: (props: P) => ComponentChildren): new () => Component<P> {
  return class extends Component<P> {
    override shouldComponentUpdate(next: Readonly<P>): boolean {
      return haveDifferences(this.props, next);
    }

    override render(): ComponentChildren {
      return draw(this.props);
    }
  };
}

function haveDifferences(first: object, second: object): boolean {
  const keys = Object.keys(second);
  return (
    keys.length !== Object.keys(first).length ||
    keys.some((key) => !Object.is(Reflect.get(first, key), Reflect.get(second, key)))
  );
}
