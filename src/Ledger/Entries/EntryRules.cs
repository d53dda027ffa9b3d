using System.Buffers;

namespace Sekisho.Ledger.Entries;

/// <summary>
/// What an entry may contain. The limits keep a role gone mad from filling the ledger with a few entries, and what is said in
/// clear from being a person's name or mail address.
/// </summary>
public static class EntryRules
{
    /// <summary>The most entries of one append: bounds one group's size.</summary>
    public const int MaxEntriesPerAppend = 1024;

    /// <summary>The longest ticket, tenant or class, in characters.</summary>
    public const int MaxNameLength = 128;

    /// <summary>The most details of one entry.</summary>
    public const int MaxDetails = 16;

    /// <summary>The longest name of a detail, in characters.</summary>
    public const int MaxDetailNameLength = 32;

    /// <summary>The longest value of a detail, in characters.</summary>
    public const int MaxDetailLength = 256;

    /// <summary>The most characters of all values of details together.</summary>
    public const int MaxDetailsLength = 2048;

    private static readonly SearchValues<char> DetailNameCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789_");

    /// <summary>Printable ASCII without @: whoever puts a mail address here, where it could never be erased, is told so.</summary>
    private static readonly SearchValues<char> ClearCharacters =
        SearchValues.Create([.. Enumerable.Range(0x20, 0x5F).Select(code => (char)code).Where(character => character != '@')]);

    private static readonly EntryType[] OwnTypes = [EntryType.WriterStarted, EntryType.Heartbeat, EntryType.Gap, EntryType.Pruned];

    /// <summary>Whether only the ledger itself writes entries of this type.</summary>
    public static bool IsOwn(EntryType type) => OwnTypes.Contains(type);

    /// <summary>What is wrong with an entry that a role hands in; null when nothing is.</summary>
    public static string? ProblemOf(LedgerEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        if (!Enum.IsDefined(entry.Type) || !Enum.IsDefined(entry.Outcome)) return "the type or outcome is not on the list";
        if (IsOwn(entry.Type)) return "only the ledger itself writes entries of this type";
        if (!IsName(entry.Who?.Ticket)) return Wrong("ticket");
        if (!IsName(entry.What?.Tenant)) return Wrong("tenant");
        if (!IsName(entry.What?.Class)) return Wrong("class");
        if (entry.Details is not { } details) return null;
        if (details.Count > MaxDetails) return $"there are {details.Count} details; the limit is {MaxDetails}";
        var length = 0;
        foreach (var (name, value) in details)
        {
            length += value?.Length ?? 0;
            if (length > MaxDetailsLength) return $"the details have more than {MaxDetailsLength} characters together";
            if (name.Length is 0 or > MaxDetailNameLength || name.AsSpan().ContainsAnyExcept(DetailNameCharacters))
                return $"the name of a detail has 1 to {MaxDetailNameLength} of a-z, 0-9 and _";
            if (value is null || value.Length > MaxDetailLength || value.AsSpan().ContainsAnyExcept(ClearCharacters))
                return $"the detail {name} is not at most {MaxDetailLength} characters of printable ASCII without @";
        }

        return null;
    }

    /// <summary>The most bytes an entry that keeps the rules can take in the log, its length before it included.</summary>
    internal static int BoundOf(LedgerEntry entry)
    {
        // Every character that JSON escapes counts twice; the rest of an entry has less than 1 KiB.
        var characters = (entry.Who?.Ticket?.Length ?? 0) + (entry.What?.Tenant?.Length ?? 0) + (entry.What?.Class?.Length ?? 0);
        if (entry.Details is { } details)
        {
            foreach (var (name, value) in details) characters += name.Length + value.Length + 8;
        }

        return 1024 + (2 * characters);
    }

    private static bool IsName(string? text) =>
        text is null || (text.Length is > 0 and <= MaxNameLength && !text.AsSpan().ContainsAnyExcept(ClearCharacters));

    private static string Wrong(string what) => $"the {what} is not 1 to {MaxNameLength} characters of printable ASCII without @";
}
