using Sekisho.Inspect.Facts;

namespace Sekisho.Inspect.Structure;

/// <summary>The facts of the structure signal.</summary>
internal static class StructureFacts
{
    public static readonly Fact Bytes = Fact.Number("message.bytes", "Size of the message.", "18234");
    public static readonly Fact Parts = Fact.Number("structure.parts", "MIME parts of all readings, the message itself included.", "5");
    public static readonly Fact Depth = Fact.Number("structure.depth", "Deepest level of parts within parts; 0 for a message without parts.", "2");
    public static readonly Fact Views = Fact.Number("structure.other_readings", "Parts that exist only when an ambiguity is read the other way.", "1");
    public static readonly Fact HeaderBytes = Fact.Number("structure.header_bytes", "Size of the message's own header.", "3120");
    public static readonly Fact HeaderFields = Fact.Number("structure.header_fields", "Fields of the message's own header.", "31");
    public static readonly Fact HeaderNames = Fact.List("structure.header_names", "Names of the fields of the message's own header, lower case, each once, in their order.", "received", "from", "x-mailer");
    public static readonly Fact MediaTypes = Fact.List("structure.media_types", "Declared media types of all parts, lower case, each once.", "multipart/mixed", "text/plain");
    public static readonly Fact Charsets = Fact.List("structure.charsets", "Declared charsets of all parts, lower case, each once.", "iso-2022-jp");
    public static readonly Fact Encodings = Fact.List("structure.transfer_encodings", "Transfer encodings of all parts, each once.", "base64");
    public static readonly Fact EmbeddedMessages = Fact.Number("structure.embedded_messages", "Messages within the message (message/rfc822).", "1");
    public static readonly Fact Ambiguities = Fact.List("structure.ambiguities", "Every way in which programs read these bytes differently, by name (MimeAmbiguityKind), each once; harmless ones too.", "EightBitBody", "ConflictingBoundary");
    public static readonly Fact Hiding = Fact.List("structure.ambiguities_hiding", "Ambiguities by which content can be hidden from one program and shown by another, with part and offset.", "ConflictingBoundary in part 0 at byte 312");
    public static readonly Fact Doubtful = Fact.List("structure.ambiguities_doubtful", "Ambiguities that ordinary mail programs do not produce, but clumsy ones do, with part and offset.", "DuplicateField in part 0 at byte 88");

    public static readonly Fact Subject = Fact.Text("subject", "Subject, decoded.", "Your invoice 2026-0815");
    public static readonly Fact From = Fact.Text("from.address", "Address of the first sender in the first From field.", "news@example.com");
    public static readonly Fact FromName = Fact.Text("from.name", "Display name of the same, decoded.", "Example News");
    public static readonly Fact FromDomain = Fact.Text("from.domain", "Domain of the same, lower case.", "example.com");
    public static readonly Fact FromAddresses = Fact.List("from.addresses", "Addresses of all From fields.", "news@example.com");
    public static readonly Fact FromFields = Fact.Number("from.fields", "How many From fields there are; RFC 5322 wants one.", "1");
    public static readonly Fact FromMalformed = Fact.Truth("from.malformed", "A From address breaks the grammar, or holds an encoded word in the address itself: clients show different senders.");
    public static readonly Fact FromComments = Fact.List("from.comments", "Comments beside From addresses, which some clients show as the sender.", "billing@example.org");
    public static readonly Fact NameHasAddress = Fact.Text("from.name_address", "An address inside the display name of From that is not the sender's address.", "ceo@example.org");
    public static readonly Fact Sender = Fact.Text("sender.address", "Address of the Sender field.", "bounce@example.net");
    public static readonly Fact ReplyTo = Fact.List("reply_to.addresses", "Addresses of Reply-To.", "help@example.org");
    public static readonly Fact ReplyToDiffers = Fact.Truth("reply_to.differs", "A Reply-To address is in another domain than From.");
    public static readonly Fact To = Fact.List("to.addresses", "Addresses of To and Cc.", "you@example.jp");
    public static readonly Fact ToCount = Fact.Number("to.count", "How many addresses To and Cc hold.", "1");
    public static readonly Fact MessageId = Fact.Text("message_id", "Message-ID, without angle brackets.", "20260815.1@example.com");
    public static readonly Fact Date = Fact.Text("date", "Date, as ISO 8601 with the sender's offset.", "2026-08-15T09:30:00+09:00");
    public static readonly Fact DateMissing = Fact.Truth("date.missing", "There is no Date field; RFC 5322 §3.6 wants one.");
    public static readonly Fact DateInvalid = Fact.Truth("date.invalid", "The Date field is no date.");
    public static readonly Fact DateAge = Fact.Number("date.age_hours", "Hours from the Date to the inspection, rounded down; below 0 for a date to come.", "3");
    public static readonly Fact Received = Fact.Number("received.count", "Received fields.", "3");
    public static readonly Fact Mailer = Fact.Text("mailer", "X-Mailer or User-Agent.", "Example Mailer 4.2");
    public static readonly Fact ListId = Fact.Text("list.id", "List-Id.", "<announce.example.com>");
    public static readonly Fact ListUnsubscribe = Fact.Truth("list.unsubscribe", "There is a List-Unsubscribe field.");

    public static readonly Fact ClientAddress = Fact.Text("envelope.client_address", "Address of the SMTP client.", "192.0.2.7");
    public static readonly Fact Helo = Fact.Text("envelope.helo", "What the client called itself.", "mail.example.com");
    public static readonly Fact MailFrom = Fact.Text("envelope.mail_from", "The reverse-path; empty for the null reverse-path.", "bounce@example.com");
    public static readonly Fact Recipients = Fact.List("envelope.recipients", "The recipients of the envelope.", "you@example.jp");
    public static readonly Fact Account = Fact.Text("envelope.account", "The account that submits the message; absent for mail from outside.", "you@example.jp");

    public static FactGroup Group { get; } = FactGroup.Of("Structure", "The MIME structure, the header fields that name people and times, and the envelope.",
        Bytes, Parts, Depth, Views, HeaderBytes, HeaderFields, HeaderNames, MediaTypes, Charsets, Encodings, EmbeddedMessages, Ambiguities, Hiding, Doubtful,
        Subject, From, FromName, FromDomain, FromAddresses, FromFields, FromMalformed, FromComments, NameHasAddress, Sender, ReplyTo, ReplyToDiffers, To, ToCount,
        MessageId, Date, DateMissing, DateInvalid, DateAge, Received, Mailer, ListId, ListUnsubscribe,
        ClientAddress, Helo, MailFrom, Recipients, Account);
}
