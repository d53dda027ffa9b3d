namespace Sekisho.Mime;

/// <summary>What a Content-Type means for the structure.</summary>
internal enum ContentClass : byte
{
    Leaf,
    Text,
    Multipart,
    Digest,

    /// <summary>message/rfc822 or message/global.</summary>
    Message,
    Partial,
    ExternalBody,
}
