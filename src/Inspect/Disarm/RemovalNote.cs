using System.Text;

namespace Sekisho.Inspect.Disarm;

/// <summary>What stands in the place of an attachment, in English and Japanese.</summary>
internal static class RemovalNote
{
    /// <summary>The note.</summary>
    /// <param name="name">The attachment's name; empty for none.</param>
    /// <param name="mediaType">What it was declared as.</param>
    /// <param name="originalId">Where the original is kept; null for a note that does not say.</param>
    public static string Of(string name, string mediaType, string? originalId)
    {
        var shown = name.Length > 0 ? name : mediaType;
        var text = new StringBuilder();
        text.Append("The attachment '").Append(shown).Append("' was removed because it could do harm.\r\n");
        if (originalId is not null) text.Append("The original message is kept in quarantine under ").Append(originalId).Append(".\r\n");
        text.Append("If you need it, ask your administrator, or ask the sender in another way whether it is genuine.\r\n\r\n");
        text.Append("添付ファイル「").Append(shown).Append("」は、危険な可能性があるため削除されました。\r\n");
        if (originalId is not null) text.Append("元のメールは隔離領域に ").Append(originalId).Append(" として保管されています。\r\n");
        return text.Append("必要な場合は管理者に連絡するか、メール以外の方法で送信者に確認してください。\r\n").ToString();
    }
}
