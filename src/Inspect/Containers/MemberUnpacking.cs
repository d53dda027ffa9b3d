using Sekisho.Inspect.Attachments.Kinds;

namespace Sekisho.Inspect.Containers;

/// <summary>Unpacks a member in two steps: a little, to see what it is; the rest only when there can be something in it.</summary>
internal static class MemberUnpacking
{
    /// <summary>Kinds that are looked through, beside archives, documents, mail, scripts and shortcuts.</summary>
    private static readonly HashSet<string> Deep = ["html", "svg", "xml", "text", "ics", "pkcs7"];

    /// <summary>Pictures are unpacked for the codes in them, as far as this, in bytes, while there is plenty of room.</summary>
    private const int MaxPictureBytes = 4 * 1024 * 1024;

    /// <summary>Makes a member of packed content.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="unpack">Gives the content, cut to so many bytes.</param>
    /// <param name="budget">What it may cost.</param>
    public static Member Unpack(string name, Func<long, ReadOnlyMemory<byte>> unpack, UnpackBudget budget)
    {
        if (!budget.TakeLook()) return new Member(name) { State = MemberState.Listed };
        var head = unpack(UnpackBudget.HeadBytes);
        if (head.Length < UnpackBudget.HeadBytes) return new Member(name) { Content = head };
        if (IsPicture(head.Span) && budget.Room > 2 * MaxPictureBytes)
        {
            var picture = unpack(MaxPictureBytes);
            budget.Charge(picture.Length);
            return new Member(name) { Content = picture };
        }

        if (!IsDeep(head.Span)) return new Member(name) { Content = head, State = MemberState.Head };
        var room = budget.Room;
        if (room <= UnpackBudget.HeadBytes)
        {
            budget.NoteUnpacked();
            return new Member(name) { Content = head, State = MemberState.Head };
        }

        // One more than allowed: so that exactly at the limit nothing is lost and nothing noted.
        var whole = unpack(room + 1);
        budget.Charge(Math.Min(whole.Length, room));
        if (whole.Length <= room) return new Member(name) { Content = whole };
        budget.NoteUnpacked();
        return new Member(name) { Content = whole[..(int)room] };
    }

    private static bool IsPicture(ReadOnlySpan<byte> head) => KindDetector.Detect(head).Id is "png" or "jpeg" or "gif" or "bmp";

    /// <summary>Whether content that begins so can hold anything to look at.</summary>
    public static bool IsDeep(ReadOnlySpan<byte> head) =>
        KindDetector.Detect(head) is var kind
        && (kind.Family is FileFamily.Archive or FileFamily.Document or FileFamily.Mail or FileFamily.DiskImage or FileFamily.Script or FileFamily.Shortcut || Deep.Contains(kind.Id));
}
