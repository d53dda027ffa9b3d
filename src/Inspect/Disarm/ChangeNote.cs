using System.Text;
using Sekisho.Mime;

namespace Sekisho.Inspect.Disarm;

/// <summary>Tells the reader of a rebuilt message what was done and where the original is, in English and Japanese.</summary>
internal static class ChangeNote
{
    /// <summary>More changes are counted, not listed.</summary>
    private const int MostListed = 20;

    /// <summary>The note, as an attachment: the text of the message stays the sender's.</summary>
    public static MimeBuilder Of(IReadOnlyList<DisarmChange> changes, string original)
    {
        var text = new StringBuilder();
        text.Append("For your safety parts of this message were made harmless:\r\n\r\n");
        List(changes, text, change => English(change.What));
        text.Append("\r\nThe original message is kept in quarantine under ").Append(original).Append(".\r\nIf you need it, ask your administrator. Signatures of the sender no longer fit the changed message.\r\n\r\n");
        text.Append("安全のため、このメールの一部を無害化しました。\r\n\r\n");
        List(changes, text, change => Japanese(change.What));
        text.Append("\r\n元のメールは隔離領域に ").Append(original).Append(" として保管されています。\r\n必要な場合は管理者に連絡してください。内容を変更したため、送信者の電子署名は一致しなくなります。\r\n");
        return MimeBuilder.Attachment("text/plain", Encoding.UTF8.GetBytes(text.ToString()), "disarmed.txt");
    }

    private static void List(IReadOnlyList<DisarmChange> changes, StringBuilder text, Func<DisarmChange, string> describe)
    {
        foreach (var change in changes.Take(MostListed)) text.Append("- ").Append(change.Part).Append(": ").Append(describe(change)).Append("\r\n");
        if (changes.Count > MostListed) text.Append("- … +").Append(changes.Count - MostListed).Append("\r\n");
    }

    private static string English(string what) => what switch
    {
        "page" => "scripts, forms and other active content removed from the page",
        "macros" => "macros and other active content removed from the document",
        "pdf" => "scripts, actions and embedded files removed from the PDF document",
        "replaced" => "replaced by a note, because it has no harmless form",
        _ => "the structure of the message was written anew",
    };

    private static string Japanese(string what) => what switch
    {
        "page" => "ページからスクリプトやフォームなどを取り除きました",
        "macros" => "文書からマクロなどを取り除きました",
        "pdf" => "PDF文書からスクリプト、動作、埋め込みファイルを取り除きました",
        "replaced" => "無害な形にできないため、お知らせに置き換えました",
        _ => "メールの構造を書き直しました",
    };
}
