/** A way to write doc comments. */
export interface DocForm {
  /** As people call it: `JSDoc`, `Google-style docstrings`. */
  readonly name: string;
  /** Where the comment stands: on the lines above the declaration, or as the first thing inside it. */
  readonly position: "above" | "inside";
  /** What the example cannot show, a sentence or two. */
  readonly rules?: string;
  /** A small comment in this form, with what it documents. */
  readonly example: string;
  /** What shows it in a file, each comment once where that can be; global. */
  readonly seenAs?: RegExp;
  /** It only lacks the marks of the others, so that a file must show it more than once. */
  readonly isPlain?: boolean;
}

/** The forms of some languages; the first is taken where a file shows no habit. */
interface DocLanguage {
  readonly languageIds: readonly string[];
  readonly forms: readonly DocForm[];
}

const javadoc: DocForm = {
  name: "Javadoc",
  position: "above",
  example: `/**
 * Adds an item, or raises its count.
 *
 * @param count how many, at least 1
 * @return the new count
 * @throws IllegalArgumentException if the count is below 1
 */
int add(Item item, int count)`,
  seenAs: /\/\*\*(?!\*)/g,
};

/** Lines of `///` one below the other count once. */
const slashBlocks = /(?:^[ \t]*\/\/\/(?!\/)[^\n]*\n)+/gm;

const tripleSlash = (name: string, rest: Omit<DocForm, "name" | "position">): DocForm => ({
  name,
  position: "above",
  ...rest,
});

const jsdocTypes: DocForm = {
  name: "JSDoc with types",
  position: "above",
  example: `/**
 * Adds an item, or raises its count.
 *
 * @param {Item} item
 * @param {number} count how many, at least 1
 * @returns {number} the new count
 */
function add(item, count) {`,
  seenAs: /@(?:param|returns?|type)\s*\{/g,
};
const jsdoc: DocForm = {
  name: "JSDoc",
  position: "above",
  rules: "The types stand in the code, so they are not repeated in tags.",
  example: `/**
 * Adds an item, or raises its count.
 *
 * @param count how many, at least 1
 * @returns the new count
 */
function add(item: Item, count: number): number {`,
  seenAs: /@param\s+[\w$.]+\s+(?!-)\S/g,
};
const tsdoc: DocForm = {
  name: "TSDoc",
  position: "above",
  rules:
    "A hyphen stands behind a parameter's name; the types stand in the code, so they are not repeated in tags.",
  example: `/**
 * Adds an item, or raises its count.
 *
 * @param count - how many, at least 1
 * @returns the new count
 */
function add(item: Item, count: number): number {`,
  seenAs: /@(?:param|typeParam)\s+[\w$.]+\s+-\s/g,
};
const proseDoc: DocForm = {
  name: "JSDoc as prose",
  position: "above",
  rules:
    "The file's comments are sentences, nearly without tags: a tag only where a parameter needs more than its name.",
  example: `/** Adds an item, or raises its count; \`count\` is at least 1. Gives the new count. */
function add(item: Item, count: number): number {`,
  isPlain: true,
  seenAs: /\/\*\*(?:(?!\*\/|@(?:param|returns?|throws|type)\b)[\s\S]){3,2000}\*\//g,
};

const doxygen = (name: string, open: string, seenAs: RegExp, sign: "@" | "\\"): DocForm => {
  const lines = [
    `${sign}brief Adds an item, or raises its count.`,
    `${sign}param count how many, at least 1`,
    `${sign}return the new count`,
  ];
  const body =
    open === "/**" || open === "/*!"
      ? [open, ...lines.map((line) => ` * ${line}`), " */"]
      : lines.map((line) => `${open} ${line}`);
  return {
    name,
    position: "above",
    example: [...body, "int add(const Item& item, int count);"].join("\n"),
    seenAs,
  };
};

const docstring = (
  name: string,
  body: string,
  seenAs: RegExp,
  rules?: string,
  isPlain?: boolean,
): DocForm => ({
  name,
  position: "inside",
  ...(isPlain !== undefined && { isPlain }),
  ...(rules !== undefined && { rules }),
  example: `def add(item: Item, count: int) -> int:\n${body}`,
  seenAs,
});

/** A new language is a row. */
export const docLanguages: readonly DocLanguage[] = [
  {
    languageIds: ["typescript", "typescriptreact", "vue", "svelte"],
    forms: [jsdoc, tsdoc, jsdocTypes, proseDoc],
  },
  {
    languageIds: ["javascript", "javascriptreact"],
    forms: [jsdocTypes, { ...jsdoc, rules: "The file's tags carry no types." }, tsdoc, proseDoc],
  },
  {
    languageIds: ["coffeescript"],
    forms: [
      {
        name: "JSDoc in block comments",
        position: "above",
        example:
          "###*\n# Adds an item, or raises its count.\n# @param {number} count how many, at least 1\n###\nadd = (item, count) ->",
      },
    ],
  },
  {
    languageIds: ["python", "cython"],
    forms: [
      docstring(
        "Google-style docstrings",
        `    """Adds an item, or raises its count.

    Args:
        count: How many, at least 1.

    Returns:
        The new count.

    Raises:
        ValueError: If the count is below 1.
    """`,
        /^[ \t]*(?:Args|Arguments|Returns|Yields|Raises|Attributes|Examples?):[ \t]*$/gm,
      ),
      docstring(
        "NumPy-style docstrings",
        `    """Add an item, or raise its count.

    Parameters
    ----------
    count : int
        How many, at least 1.

    Returns
    -------
    int
        The new count.
    """`,
        /^[ \t]*(?:Parameters|Returns|Yields|Raises|Attributes|Examples|Notes)[ \t]*\n[ \t]*-{3,}[ \t]*$/gm,
      ),
      docstring(
        "reST docstrings",
        `    """Add an item, or raise its count.

    :param count: How many, at least 1.
    :returns: The new count.
    :raises ValueError: If the count is below 1.
    """`,
        /^[ \t]*:(?:param|parameter|arg|type|returns?|rtype|raises?)\b[^:\n]*:/gm,
      ),
      docstring(
        "Epydoc docstrings",
        `    """Add an item, or raise its count.

    @param count: How many, at least 1.
    @return: The new count.
    @raise ValueError: If the count is below 1.
    """`,
        /^[ \t]*@(?:param|type|returns?|rtype|raises?|keyword)\b[^:\n]*:/gm,
      ),
      docstring(
        "plain docstrings",
        `    """Add an item, or raise its count; count is at least 1."""`,
        /^[ \t]*(?:async )?(?:def|class)\b[^\n]*:[ \t]*\n[ \t]*[rR]?"""(?:(?!""")[^\n:@])+"""[ \t]*$/gm,
        "The file's docstrings are sentences without sections.",
        true,
      ),
    ],
  },
  {
    languageIds: ["go"],
    forms: [
      {
        name: "Go doc comments",
        position: "above",
        rules: "A full sentence that begins with the name of what it documents; no tags.",
        example: `// Add adds an item, or raises its count, and returns the new count.
// It panics if count is below 1.
func (c *Cart) Add(item Item, count int) int {`,
      },
    ],
  },
  {
    languageIds: ["java"],
    forms: [
      javadoc,
      tripleSlash("Markdown doc comments", {
        rules: "Markdown instead of HTML; tags as in Javadoc.",
        example: `/// Adds an item, or raises its count.
///
/// @param count how many, at least 1
/// @return the new count
int add(Item item, int count)`,
        seenAs: slashBlocks,
      }),
    ],
  },
  { languageIds: ["groovy"], forms: [{ ...javadoc, name: "Groovydoc" }] },
  {
    languageIds: ["kotlin"],
    forms: [
      {
        name: "KDoc",
        position: "above",
        rules: "Names stand in square brackets; prose goes before tags.",
        example: `/**
 * Adds [item], or raises its count.
 *
 * @param count how many, at least 1
 * @return the new count
 */
fun add(item: Item, count: Int): Int`,
      },
    ],
  },
  {
    languageIds: ["scala"],
    forms: [
      {
        name: "Scaladoc",
        position: "above",
        example: `/** Adds an item, or raises its count.
  *
  * @param count how many, at least 1
  * @return the new count
  */
def add(item: Item, count: Int): Int`,
      },
    ],
  },
  {
    languageIds: ["cpp", "c", "cuda-cpp", "objective-c", "objective-cpp", "arduino"],
    forms: [
      doxygen("Doxygen (/** @brief)", "/**", /\/\*\*(?!\*)(?:(?!\*\/)[\s\S]){0,400}?@\w+/g, "@"),
      doxygen("Doxygen (/** \\brief)", "/**", /\/\*\*(?!\*)(?:(?!\*\/)[\s\S]){0,400}?\\[a-z]+/g, "\\"),
      doxygen("Doxygen (/*! \\brief)", "/*!", /\/\*!/g, "\\"),
      doxygen("Doxygen (/// @brief)", "///", /^[ \t]*\/\/\/[^/\n][^\n]*@[a-z]+/gm, "@"),
      doxygen("Doxygen (/// \\brief)", "///", /^[ \t]*\/\/\/[^/\n][^\n]*\\[a-z]+/gm, "\\"),
      doxygen("Doxygen (//! @brief)", "//!", /(?:^[ \t]*\/\/![^\n]*\n)+/gm, "@"),
      {
        name: "Doxygen (/// as prose)",
        position: "above",
        rules: "The file's comments are sentences without tags.",
        example: `/// Adds an item, or raises its count, and gives the new count.
int add(const Item& item, int count);`,
        seenAs: slashBlocks,
        isPlain: true,
      },
      {
        name: "plain comments",
        position: "above",
        rules: "The file's comments are sentences without tags.",
        example: `// Adds an item, or raises its count, and gives the new count.
int add(const Item& item, int count);`,
        seenAs:
          /^[ \t]*\/\/(?![/!])[^\n]*\n(?!\s*\/\/)[\w:<>*&~ ,]{3,200}\([^;{}]{0,300}\)[^;{}()]{0,100}[;{]/gm,
        isPlain: true,
      },
    ],
  },
  {
    languageIds: ["rust"],
    forms: [
      {
        name: "rustdoc",
        position: "above",
        rules:
          "Markdown; sections `# Errors`, `# Panics`, `# Safety` and `# Examples` where they apply. `//!` is for modules only.",
        example: `/// Adds an item, or raises its count, and returns the new count.
///
/// # Panics
///
/// Panics if \`count\` is 0.
pub fn add(&mut self, item: Item, count: u32) -> u32 {`,
      },
    ],
  },
  {
    languageIds: ["csharp"],
    forms: [
      tripleSlash("XML doc comments", {
        example: `/// <summary>Adds an item, or raises its count.</summary>
/// <param name="count">How many, at least 1.</param>
/// <returns>The new count.</returns>
/// <exception cref="ArgumentOutOfRangeException">The count is below 1.</exception>
public int Add(Item item, int count)`,
      }),
    ],
  },
  {
    languageIds: ["fsharp"],
    forms: [
      tripleSlash("doc comments as prose", {
        rules: "Text without tags is the summary.",
        example: "/// Adds an item, or raises its count, and gives the new count.\nlet add item count =",
      }),
      tripleSlash("XML doc comments", {
        example: `/// <summary>Adds an item, or raises its count.</summary>
/// <param name="count">How many, at least 1.</param>
/// <returns>The new count.</returns>
let add item count =`,
        seenAs: /^[ \t]*\/\/\/\s*<(?:summary|param|returns)/gm,
      }),
    ],
  },
  {
    languageIds: ["vb"],
    forms: [
      {
        name: "XML doc comments",
        position: "above",
        example: `''' <summary>Adds an item, or raises its count.</summary>
''' <param name="count">How many, at least 1.</param>
''' <returns>The new count.</returns>
Public Function Add(item As Item, count As Integer) As Integer`,
      },
    ],
  },
  {
    languageIds: ["php"],
    forms: [
      {
        name: "PHPDoc",
        position: "above",
        rules: "Types only where the code has none, or where they say more (`list<Item>`).",
        example: `/**
 * Adds an item, or raises its count.
 *
 * @param int $count how many, at least 1
 * @return int the new count
 * @throws InvalidArgumentException if the count is below 1
 */
public function add(Item $item, int $count): int`,
      },
    ],
  },
  {
    languageIds: ["ruby"],
    forms: [
      {
        name: "YARD",
        position: "above",
        example: `# Adds an item, or raises its count.
#
# @param count [Integer] how many, at least 1
# @return [Integer] the new count
def add(item, count)`,
        seenAs: /^[ \t]*#[ \t]*@(?:param|return|raise|yield\w*|option|example|api)\b/gm,
      },
      {
        name: "RDoc",
        position: "above",
        rules: "Prose with RDoc's marks (+code+), no tags.",
        example: `# Adds an item, or raises its count, and returns the new count.
# Raises ArgumentError if +count+ is below 1.
def add(item, count)`,
        seenAs: /^[ \t]*#[ \t]?(?:[^@\n]*\+\w+\+|:call-seq:|:nodoc:|=+ )[^\n]*$/gm,
      },
      {
        name: "TomDoc",
        position: "above",
        example: `# Public: Adds an item, or raises its count.
#
# count - How many, at least 1.
#
# Returns the new count as Integer.
def add(item, count)`,
        seenAs: /^[ \t]*#[ \t]*(?:Public|Internal|Deprecated): /gm,
      },
    ],
  },
  {
    languageIds: ["swift"],
    forms: [
      tripleSlash("Swift markup", {
        example: `/// Adds an item, or raises its count.
///
/// - Parameter count: How many, at least 1.
/// - Returns: The new count.
/// - Throws: \`CartError.full\` if the cart takes no more.
func add(_ item: Item, count: Int) throws -> Int {`,
        seenAs: slashBlocks,
      }),
      {
        name: "Swift markup in block comments",
        position: "above",
        example: `/**
 Adds an item, or raises its count.

 - Parameter count: How many, at least 1.
 - Returns: The new count.
 */
func add(_ item: Item, count: Int) -> Int {`,
        seenAs: /\/\*\*(?!\*)/g,
      },
    ],
  },
  {
    languageIds: ["dart"],
    forms: [
      tripleSlash("dartdoc", {
        rules: "Prose that begins with a verb; names stand in square brackets; no tags.",
        example: `/// Adds [item], or raises its count, and returns the new count.
///
/// Throws an [ArgumentError] if [count] is below 1.
int add(Item item, int count) {`,
      }),
    ],
  },
  {
    languageIds: ["elixir"],
    forms: [
      {
        name: "@doc",
        position: "above",
        rules:
          "Markdown; `@moduledoc` as the first thing inside a module; `@doc` goes before `@spec`. Private functions take a `#` comment.",
        example: `@doc """
Adds an item, or raises its count.

Returns the new count.
"""
def add(cart, item, count) do`,
      },
    ],
  },
  {
    languageIds: ["erlang"],
    forms: [
      {
        name: "EDoc",
        position: "above",
        example:
          "%% @doc Adds an item, or raises its count.\n%% @returns the new count\nadd(Cart, Item, Count) ->",
        seenAs: /^%+[ \t]*@\w+/gm,
      },
      {
        name: "-doc attributes",
        position: "above",
        example:
          '-doc """\nAdds an item, or raises its count. Returns the new count.\n""".\nadd(Cart, Item, Count) ->',
        seenAs: /^-(?:module)?doc\b/gm,
      },
    ],
  },
  {
    languageIds: ["haskell", "purescript"],
    forms: [
      {
        name: "Haddock",
        position: "above",
        example: `-- | Adds an item, or raises its count, and gives the new count.
add
  :: Item
  -> Int -- ^ how many, at least 1
  -> Cart
  -> (Int, Cart)`,
        seenAs: /^[ \t]*-- [|^]/gm,
      },
      {
        name: "Haddock in block comments",
        position: "above",
        example:
          "{-| Adds an item, or raises its count, and gives the new count. -}\nadd :: Item -> Int -> Cart -> (Int, Cart)",
        seenAs: /\{-\|/g,
      },
    ],
  },
  {
    languageIds: ["elm"],
    forms: [
      {
        name: "Elm doc comments",
        position: "above",
        example: "{-| Adds an item, or raises its count.\n-}\nadd : Item -> Int -> Cart -> Cart",
      },
    ],
  },
  {
    languageIds: ["ocaml", "reason", "rescript"],
    forms: [
      {
        name: "ocamldoc",
        position: "above",
        example:
          "(** [add item count cart] adds an item, or raises its count.\n    @raise Invalid_argument if [count] is below 1 *)\nval add : item -> int -> cart -> cart",
      },
    ],
  },
  {
    languageIds: ["lua", "luau"],
    forms: [
      {
        name: "LDoc",
        position: "above",
        example: `--- Adds an item, or raises its count.
-- @tparam Item item
-- @tparam number count how many, at least 1
-- @treturn number the new count
function Cart:add(item, count)`,
        seenAs: /^[ \t]*--+[ \t]+@\w+/gm,
      },
      {
        name: "LuaLS annotations",
        position: "above",
        example: `---Adds an item, or raises its count.
---@param item Item
---@param count integer how many, at least 1
---@return integer # the new count
function Cart:add(item, count)`,
        seenAs: /^[ \t]*---@\w+/gm,
      },
    ],
  },
  {
    languageIds: ["r"],
    forms: [
      {
        name: "roxygen2",
        position: "above",
        example: `#' Add an item, or raise its count
#'
#' @param count How many, at least 1.
#' @return The new count.
#' @export
add <- function(cart, item, count) {`,
        rules: "`@export` only where the file exports what is documented.",
      },
    ],
  },
  {
    languageIds: ["julia"],
    forms: [
      {
        name: "Julia docstrings",
        position: "above",
        example: `"""
    add(cart, item, count)

Add \`item\`, or raise its count, and return the new count.
"""
function add(cart, item, count)`,
      },
    ],
  },
  {
    languageIds: ["perl"],
    forms: [
      {
        name: "POD",
        position: "above",
        example:
          "=head2 add($item, $count)\n\nAdds an item, or raises its count. Returns the new count.\n\n=cut\n\nsub add {",
      },
    ],
  },
  {
    languageIds: ["clojure"],
    forms: [
      {
        name: "Clojure docstrings",
        position: "inside",
        rules: "The string stands between the name and the parameters.",
        example: `(defn add
  "Adds an item, or raises its count. Returns the cart."
  [cart item n]`,
      },
    ],
  },
  {
    languageIds: ["lisp", "commonlisp", "emacs-lisp", "racket", "scheme"],
    forms: [
      {
        name: "docstrings",
        position: "inside",
        rules:
          "The string stands behind the parameters. Scheme and Racket have none: there comments with `;;` stand above.",
        example: `(defun add (cart item count)
  "Add ITEM to CART, or raise its count."`,
      },
    ],
  },
  {
    languageIds: ["shellscript"],
    forms: [
      {
        name: "comments above functions",
        position: "above",
        example: `# Adds an item, or raises its count.
# Arguments: item, count (at least 1)
# Outputs: the new count
# Returns: 1 if the cart is full
add_item() {`,
      },
      {
        name: "comment boxes above functions",
        position: "above",
        example: `#######################################
# Adds an item, or raises its count.
# Arguments:
#   Count, at least 1.
# Outputs:
#   Writes the new count to stdout.
#######################################
add_item() {`,
        seenAs: /^#{10,}\n# /gm,
      },
    ],
  },
  {
    languageIds: ["powershell"],
    forms: [
      {
        name: "comment-based help",
        position: "inside",
        example: `function Add-Item {
    <#
    .SYNOPSIS
    Adds an item, or raises its count.
    .PARAMETER Count
    How many, at least 1.
    .OUTPUTS
    The new count.
    #>`,
        seenAs: /\{\s*<#\s*\.\w+/g,
      },
      {
        name: "comment-based help above",
        position: "above",
        example: `<#
.SYNOPSIS
Adds an item, or raises its count.
.PARAMETER Count
How many, at least 1.
#>
function Add-Item {`,
        seenAs: /#>\s*function\b/gi,
      },
    ],
  },
  {
    languageIds: ["sql", "plsql", "pgsql", "mssql"],
    forms: [
      {
        name: "line comments",
        position: "above",
        example:
          "-- The items of every open cart, with their counts.\n-- One row per cart and item.\nCREATE VIEW open_items AS",
        seenAs: /(?:^[ \t]*--[^\n]*\n)+/gm,
      },
      {
        name: "block comments",
        position: "above",
        example:
          "/*\n * The items of every open cart, with their counts.\n * One row per cart and item.\n */\nCREATE VIEW open_items AS",
        seenAs: /^[ \t]*\/\*/gm,
      },
    ],
  },
  {
    languageIds: ["solidity"],
    forms: [
      tripleSlash("NatSpec", {
        example: `/// @notice Adds an item, or raises its count.
/// @param count How many, at least 1
/// @return The new count
function add(uint256 item, uint256 count) external returns (uint256) {`,
        seenAs: slashBlocks,
      }),
      {
        name: "NatSpec in block comments",
        position: "above",
        example: `/**
 * @notice Adds an item, or raises its count.
 * @param count How many, at least 1
 * @return The new count
 */
function add(uint256 item, uint256 count) external returns (uint256) {`,
        seenAs: /\/\*\*(?!\*)/g,
      },
    ],
  },
  {
    languageIds: ["d"],
    forms: [
      {
        name: "Ddoc",
        position: "above",
        example: `/**
 * Adds an item, or raises its count.
 * Params:
 *   count = how many, at least 1
 * Returns: the new count
 */
int add(Item item, int count)`,
      },
    ],
  },
  {
    languageIds: ["zig"],
    forms: [
      tripleSlash("Zig doc comments", {
        rules: "Markdown, no tags.",
        example:
          "/// Adds an item, or raises its count, and returns the new count.\npub fn add(self: *Cart, item: Item, count: u32) u32 {",
      }),
    ],
  },
  {
    languageIds: ["nim"],
    forms: [
      {
        name: "Nim doc comments",
        position: "inside",
        example:
          "proc add*(cart: var Cart; item: Item; count: int): int =\n  ## Adds an item, or raises its count, and returns the new count.",
      },
    ],
  },
  {
    languageIds: ["crystal"],
    forms: [
      {
        name: "Crystal doc comments",
        position: "above",
        rules: "Markdown; names stand in backticks or asterisks; no tags.",
        example:
          "# Adds *item*, or raises its count, and returns the new count.\ndef add(item : Item, count : Int32) : Int32",
      },
    ],
  },
  {
    languageIds: ["graphql"],
    forms: [
      {
        name: "descriptions",
        position: "above",
        example: '"""\nAn item in a cart, with its count.\n"""\ntype CartItem {',
      },
    ],
  },
  {
    languageIds: ["proto", "proto3"],
    forms: [
      {
        name: "line comments",
        position: "above",
        example: "// An item in a cart, with its count.\nmessage CartItem {",
      },
    ],
  },
  {
    languageIds: ["scss", "sass", "less"],
    forms: [
      tripleSlash("SassDoc", {
        example:
          "/// Space around an item.\n/// @param {Number} $steps - how many steps of the grid\n/// @return {Length}\n@function space($steps) {",
      }),
    ],
  },
  {
    languageIds: ["matlab", "octave"],
    forms: [
      {
        name: "help text",
        position: "inside",
        rules: "The first line begins with the name in capitals.",
        example:
          "function n = add(cart, item, count)\n%ADD Adds an item, or raises its count.\n%   N = ADD(CART, ITEM, COUNT) returns the new count.",
      },
    ],
  },
  {
    languageIds: ["FortranFreeForm", "fortran-modern", "fortran"],
    forms: [
      {
        name: "FORD and Doxygen comments",
        position: "above",
        example:
          "!> Adds an item, or raises its count.\n!! The count is at least 1.\ninteger function add(item, count)",
      },
    ],
  },
  {
    languageIds: ["gdscript"],
    forms: [
      {
        name: "GDScript doc comments",
        position: "above",
        example:
          "## Adds an item, or raises its count, and returns the new count.\nfunc add(item: Item, count: int) -> int:",
      },
    ],
  },
  {
    languageIds: ["makefile"],
    forms: [
      {
        name: "comments for make help",
        position: "above",
        example: "# Builds everything and runs the tests.\n.PHONY: all\nall: build test",
      },
      {
        name: "comments behind targets",
        position: "above",
        rules: "The comment stands behind the target's name, with two signs.",
        example: "all: build test ## Builds everything and runs the tests",
        seenAs: /^[\w.-]+:[^\n]*##/gm,
      },
    ],
  },
  {
    languageIds: ["terraform", "hcl"],
    forms: [
      {
        name: "comments above blocks",
        position: "above",
        rules: "A variable and an output have a `description` of their own; leave those as they are.",
        example: '# Where the carts are kept between two visits.\nresource "aws_dynamodb_table" "carts" {',
      },
    ],
  },
  {
    languageIds: ["pascal", "objectpascal"],
    forms: [
      tripleSlash("XML doc comments", {
        example:
          '/// <summary>Adds an item, or raises its count.</summary>\n/// <param name="Count">How many, at least 1</param>\nfunction Add(Item: TItem; Count: Integer): Integer;',
        seenAs: slashBlocks,
      }),
      {
        name: "PasDoc",
        position: "above",
        example:
          "{ Adds an item, or raises its count.\n  @param(Count how many, at least 1)\n  @returns(the new count) }\nfunction Add(Item: TItem; Count: Integer): Integer;",
        seenAs: /^[ \t]*(?:\{|\(\*)[^$]/gm,
      },
    ],
  },
  {
    languageIds: ["prisma"],
    forms: [
      tripleSlash("doc comments", { example: "/// An item in a cart, with its count.\nmodel CartItem {" }),
    ],
  },
];
