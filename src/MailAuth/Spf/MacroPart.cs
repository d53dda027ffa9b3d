namespace Sekisho.MailAuth.Spf;

/// <summary>One piece of a macro string: a literal, or a macro with its transformers (RFC 7208 §7.1).</summary>
/// <param name="Literal">The text, when it is a literal.</param>
/// <param name="Letter">The macro's letter in lower case; NUL for a literal.</param>
/// <param name="Escape">The letter was upper case: the value is URL-escaped (RFC 7208 §7.3).</param>
/// <param name="Keep">How many right-most parts are kept; 0: all.</param>
/// <param name="Reverse">The parts are turned round first.</param>
/// <param name="Delimiters">What splits the value; empty: the dot.</param>
internal readonly record struct MacroPart(string Literal, char Letter, bool Escape, int Keep, bool Reverse, string Delimiters)
{
    public static MacroPart Of(string literal) => new(literal, '\0', false, 0, false, "");
}
