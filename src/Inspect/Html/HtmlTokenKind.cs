namespace Sekisho.Inspect.Html;

/// <summary>What stands next in a page.</summary>
internal enum HtmlTokenKind
{
    /// <summary>The end of the page.</summary>
    End,

    /// <summary>Text up to the next tag.</summary>
    Text,

    /// <summary>A start or end tag.</summary>
    Tag,

    /// <summary>A comment, a declaration or an instruction.</summary>
    Comment,
}
