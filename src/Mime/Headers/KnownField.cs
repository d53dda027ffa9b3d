namespace Sekisho.Mime;

/// <summary>The header fields this library reads itself.</summary>
internal enum KnownField : byte
{
    Other,
    From,
    Sender,
    ReplyTo,
    To,
    Cc,
    Bcc,
    Subject,
    Date,
    MessageId,
    InReplyTo,
    References,
    MimeVersion,
    ContentType,
    ContentTransferEncoding,
    ContentDisposition,
    ContentId,
    ContentDescription,
}
