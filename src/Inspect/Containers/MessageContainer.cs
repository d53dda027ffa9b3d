using Sekisho.Inspect.Attachments;
using Sekisho.Mime;

namespace Sekisho.Inspect.Containers;

/// <summary>Opens messages that are attached as files (also as application/octet-stream) and mailbox files of them.</summary>
internal static class MessageContainer
{
    /// <summary>Most messages of one mailbox file.</summary>
    public const int MaxMessages = 1000;

    /// <summary>Reads a message (RFC 5322): every part of every reading that is no multipart. What clients show as its text goes to the readers of text.</summary>
    public static void ReadMessage(ReadOnlyMemory<byte> content, InspectLimits limits, ContainerVisit visit)
    {
        if (!visit.Budget.IsInTime()) return;
        var message = MimeMessage.Read(content, limits.ToMimeLimits());
        foreach (var part in message.Parts)
        {
            if (!part.IsLeaf) continue;
            if (!visit.Budget.TakeLook()) return;
            var room = visit.Budget.Room;
            var body = part.TransferEncoding is TransferEncoding.SevenBit or TransferEncoding.EightBit or TransferEncoding.Binary or TransferEncoding.Unknown
                ? part.Body.Of(part.Source)
                : Decode(part, room, visit.Budget);
            var isText = AttachmentSignal.IsBody(part);
            var names = part.FileNames.Count > 0 ? part.FileNames : [""];
            foreach (var name in names)
                if (!visit.Add(new Member(name) { Content = body, Word = isText ? "text" : "attachment", IsInner = isText }))
                    return;
        }
    }

    /// <summary>Reads a mailbox file: messages behind lines that begin with "From " (RFC 4155).</summary>
    public static void ReadMailbox(ReadOnlyMemory<byte> content, InspectLimits limits, ContainerVisit visit)
    {
        var at = 0;
        for (var i = 0; i < MaxMessages && at < content.Length; i++)
        {
            var rest = content.Span[at..];
            var body = rest.IndexOf((byte)'\n') + 1;
            if (body == 0) return;
            var next = rest.IndexOf("\nFrom "u8);
            var end = next < body ? rest.Length : next + 1;
            ReadMessage(content.Slice(at + body, end - body), limits, visit);
            at += end;
        }

        if (at < content.Length) visit.Budget.NoteMembers();
    }

    private static byte[] Decode(MimePart part, long room, UnpackBudget budget)
    {
        var body = part.DecodeBody((int)Math.Min(room, int.MaxValue / 2));
        budget.Charge(body.Length);
        if (body.Length >= room) budget.NoteUnpacked();
        return body;
    }
}
