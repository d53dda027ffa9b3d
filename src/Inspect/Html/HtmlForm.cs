namespace Sekisho.Inspect.Html;

/// <summary>A form of a page.</summary>
/// <param name="Action">Where it is sent, as written, character references decoded; null where it does not say.</param>
internal sealed record HtmlForm(string? Action)
{
    /// <summary>How many fields one can write into.</summary>
    public int Fields { get; set; }

    /// <summary>How many of them are for passwords.</summary>
    public int Passwords { get; set; }
}
