using System.Globalization;
using System.Text;

namespace Sekisho.Deliver.Notices;

/// <summary>What a notice says to people, in English and Japanese.</summary>
internal static class NoticeText
{
    // A reply of the remote server is quoted, not repeated at any length.
    private const int MaxReplyChars = 600;

    public static string Subject(IReadOnlyList<NoticeEntry> entries)
    {
        if (entries.Any(entry => entry.Action == NoticeAction.Failed)) return "Undelivered mail returned to sender / メールを配信できませんでした";
        return entries.Any(entry => entry.Action == NoticeAction.Delayed)
            ? "Delivery of your mail is delayed / メールの配信が遅れています"
            : "Your mail was delivered / メールを配信しました";
    }

    public static string Body(IReadOnlyList<NoticeEntry> entries, string hostname)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"This is the mail system at {hostname}.\n\n");
        Section(text, entries, NoticeAction.Failed, "Your message could not be delivered to the recipients below. It will not be tried again.");
        Section(text, entries, NoticeAction.Delayed, "Your message has not been delivered yet to the recipients below. It is still being tried; you need not send it again.");
        Section(text, entries, NoticeAction.Delivered, "Your message was delivered to the recipients below.");
        Section(text, entries, NoticeAction.Relayed, "Your message was given to the mail server of the recipients below. That server sends no confirmation of its own.");
        text.Append("The technical details and the header of your message follow.\n\n---\n\n");
        text.Append(CultureInfo.InvariantCulture, $"{hostname} のメールシステムからお知らせします。\n\n");
        Section(text, entries, NoticeAction.Failed, "次の宛先にメールを配信できませんでした。再送は行いません。");
        Section(text, entries, NoticeAction.Delayed, "次の宛先への配信が遅れています。引き続き配信を試みますので、再送の必要はありません。");
        Section(text, entries, NoticeAction.Delivered, "次の宛先にメールを配信しました。");
        Section(text, entries, NoticeAction.Relayed, "次の宛先のメールサーバーにメールを渡しました。相手のサーバーは配信確認を送信しません。");
        text.Append("技術的な詳細と元のメールのヘッダーを添付します。\n");
        return text.ToString();
    }

    private static void Section(StringBuilder text, IReadOnlyList<NoticeEntry> entries, NoticeAction action, string sentence)
    {
        var first = true;
        foreach (var entry in entries)
        {
            if (entry.Action != action) continue;
            if (first) text.Append(sentence).Append("\n\n");
            first = false;
            var said = Shorten(entry.Recipient.Reply.ToString());
            text.Append(CultureInfo.InvariantCulture, $"  <{entry.Recipient.Recipient.Address}>\n    ");
            text.Append(entry.Recipient.Host is { } host ? $"{host}: {said}" : said).Append("\n\n");
        }
    }

    internal static string Shorten(string reply) => reply.Length <= MaxReplyChars ? reply : reply[..MaxReplyChars] + " …";
}
