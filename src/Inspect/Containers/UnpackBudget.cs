using Sekisho.Inspect.Containers.Locks;
using Sekisho.Inspect.Pipeline;

namespace Sekisho.Inspect.Containers;

/// <summary>
/// What unpacking may cost for one message, shared by all its containers at all levels. Whatever is used up is noted
/// by the name of its limit, and the message is held: what was not looked at is not delivered unseen.
/// </summary>
internal sealed class UnpackBudget(InspectionContext context)
{
    /// <summary>How much of a member is unpacked to know what it is, in bytes; a CD image shows itself at byte 36,869.</summary>
    public const int HeadBytes = 40 * 1024;

    /// <summary>
    /// How much work there may be beside what is unpacked, as a multiple of <see cref="InspectLimits.MaxUnpackedBytes"/>: about half a second.
    /// Honest files need next to none of it, since their members share no data. Stops those that have a thousand names for the same
    /// megabytes, and packings that take long to give nothing.
    /// </summary>
    public const int WorkFactor = 4;

    /// <summary>
    /// What the values of documents may take in memory, all documents of a message together, in bytes. Stops small
    /// documents that are nothing but values, each of which takes ten times its written length.
    /// </summary>
    public const long MaxKeptBytes = 36 * 1024 * 1024;

    private readonly InspectLimits _limits = context.Limits;
    private readonly long _started = context.Clock.GetTimestamp();
    private long _unpacked;
    private long _work;
    private long _kept;
    private int _looks;

    /// <summary>Members listed so far.</summary>
    public int Members { get; private set; }

    /// <summary>How many members may still be listed.</summary>
    public int RoomForMembers => Math.Max(0, _limits.MaxArchiveMembers - Members);

    /// <summary>How many bytes may still be unpacked.</summary>
    public long Room => Math.Max(0, _limits.MaxUnpackedBytes - _unpacked);

    /// <summary>How many passwords may be tried on one archive.</summary>
    public int PasswordTries => _limits.MaxPasswordTries;

    /// <summary>What trying passwords may cost for the whole message.</summary>
    public KeyBudget Keys { get; } = new();

    /// <summary>Counts a member; false, with the limit noted, when there are too many.</summary>
    public bool TakeMember()
    {
        if (Members >= _limits.MaxArchiveMembers)
        {
            NoteMembers();
            return false;
        }

        Members++;
        return true;
    }

    /// <summary>Notes that not all members were listed.</summary>
    public void NoteMembers() => context.NoteLimit(nameof(InspectLimits.MaxArchiveMembers));

    /// <summary>Counts a look into a member; false, with the limit noted, when there were too many.</summary>
    public bool TakeLook()
    {
        if (!IsInTime()) return false;
        if (_looks >= _limits.MaxArchiveLooks)
        {
            context.NoteLimit(nameof(InspectLimits.MaxArchiveLooks));
            return false;
        }

        _looks++;
        return true;
    }

    /// <summary>Counts a look into a member that lies in its container as it is.</summary>
    /// <param name="bytes">How long it is.</param>
    /// <param name="isShared">The members so far are longer than their container: they lie within each other, and each is looked at anew.</param>
    public bool TakeLook(long bytes, bool isShared) => (!isShared || TakeWork(bytes)) && TakeLook();

    /// <summary>Whether a container at this level is opened; false, with the limit noted, when it lies too deep.</summary>
    public bool TakeDepth(int depth)
    {
        if (depth <= _limits.MaxArchiveDepth) return IsInTime();
        context.NoteLimit(nameof(InspectLimits.MaxArchiveDepth));
        return false;
    }

    /// <summary>Charges unpacked bytes.</summary>
    public void Charge(long bytes) => _unpacked += bytes;

    /// <summary>Charges work that unpacks nothing new, measured in bytes that are gone through; false, with the limit noted, when there was too much.</summary>
    public bool TakeWork(long bytes)
    {
        if (_work > _limits.MaxUnpackedBytes * WorkFactor) return false;
        _work += bytes;
        if (_work <= _limits.MaxUnpackedBytes * WorkFactor) return true;
        NoteUnpacked();
        return false;
    }

    /// <summary>Charges memory for what was read and is kept; false, with the limit noted, when there was too much.</summary>
    public bool TakeKept(long bytes)
    {
        if (_kept > MaxKeptBytes) return false;
        _kept += bytes;
        if (_kept <= MaxKeptBytes) return true;
        NoteUnpacked();
        return false;
    }

    /// <summary>Notes that something was not unpacked whole.</summary>
    public void NoteUnpacked() => context.NoteLimit(nameof(InspectLimits.MaxUnpackedBytes));

    /// <summary>Whether there is time left; false, with the limit noted, when not.</summary>
    public bool IsInTime()
    {
        context.Cancellation.ThrowIfCancellationRequested();
        if (context.Clock.GetElapsedTime(_started).TotalMilliseconds <= _limits.MaxUnpackMilliseconds) return true;
        context.NoteLimit(nameof(InspectLimits.MaxUnpackMilliseconds));
        return false;
    }
}
