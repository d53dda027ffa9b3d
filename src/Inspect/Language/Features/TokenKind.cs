namespace Sekisho.Inspect.Language.Features;

/// <summary>Where a token stands: the same word in the subject and in a link is two tokens.</summary>
internal enum TokenKind
{
    /// <summary>Subject or text.</summary>
    Text = 1,

    /// <summary>Subject.</summary>
    Subject = 2,

    /// <summary>Display name of the sender.</summary>
    Name = 3,

    /// <summary>The words of a link.</summary>
    Anchor = 4,

    /// <summary>Not a word: how the message is made.</summary>
    Shape = 5,
}
