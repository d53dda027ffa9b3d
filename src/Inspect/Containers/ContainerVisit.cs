using Sekisho.Inspect.Attachments;

namespace Sekisho.Inspect.Containers;

/// <summary>One container being read: where it is, what reading it may cost, and where its members go.</summary>
/// <param name="Label">Where it is, for evidence: "part 2 'a.zip': member 'b.zip'".</param>
/// <param name="Depth">Its level; 0 for an attachment.</param>
/// <param name="Budget">What it may cost.</param>
/// <param name="Passwords">What to try on encrypted members.</param>
/// <param name="Findings">Where findings go.</param>
/// <param name="Take">Looks at a member, and at what lies in it.</param>
internal sealed record ContainerVisit(string Label, int Depth, UnpackBudget Budget, PasswordList Passwords, AttachmentFindings Findings, Action<Member> Take)
{
    /// <summary>Ratios of small files say nothing: a page of blanks packs a hundredfold.</summary>
    private const long RatioFromBytes = 1024 * 1024;

    /// <summary>A zip file that claims to unpack to more than this, in bytes, and by a ratio that no honest content has, is a bomb. Backups of empty disks come near.</summary>
    public const long BombFromBytes = 256 * 1024 * 1024;

    /// <summary>The ratio above which it is one.</summary>
    public const double BombRatio = 300;

    /// <summary>Judges what a container claims to unpack to, in bytes. True for a bomb.</summary>
    public bool JudgeSize(long claimedBytes, long packedBytes)
    {
        Findings.UnpackedBytes = Math.Min(long.MaxValue / 4, Findings.UnpackedBytes + claimedBytes);
        var ratio = (double)claimedBytes / Math.Max(1, packedBytes);
        if (claimedBytes > RatioFromBytes) Findings.Ratio = Math.Max(Findings.Ratio, ratio);
        if (claimedBytes <= BombFromBytes || ratio <= BombRatio) return false;
        Findings.Bombs.Add($"{Label}: {packedBytes} bytes claim to unpack to {claimedBytes}");
        return true;
    }

    /// <summary>Gives a member on. False when there are too many: the reader stops.</summary>
    public bool Add(Member member)
    {
        if (!Budget.TakeMember()) return false;
        Take(member);
        return true;
    }

    /// <summary>Notes that there is something encrypted.</summary>
    /// <param name="how">The method.</param>
    /// <param name="isSealed">Nothing of it can be seen. Of PDF documents the actions can, and most of them open without a password.</param>
    public void NoteEncrypted(string how, bool isSealed = true)
    {
        Findings.EncryptedFiles.Add($"{Label} ({how})");
        if (isSealed) Findings.Sealed.Add(Label);
    }

    /// <summary>Notes that the container is damaged or of a form not read here.</summary>
    public void NoteBroken() => Findings.Broken.Add(Label);
}
