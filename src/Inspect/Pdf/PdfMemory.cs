using Sekisho.Inspect.Containers;

namespace Sekisho.Inspect.Pdf;

/// <summary>
/// What the values of a document take while they are kept, and the names in it, each once. A value takes many times the bytes that
/// it is written with: eight megabytes of "0 0 0 …" would be two hundred.
/// </summary>
internal sealed class PdfMemory(UnpackBudget budget)
{
    /// <summary>What an object, a value, an array, a dictionary, an item and an entry take, in bytes, room to grow included.</summary>
    public const int ObjectBytes = 120, ValueBytes = 32, ArrayBytes = 64, DictionaryBytes = 72, ItemBytes = 12, EntryBytes = 24;

    /// <summary>Names up to this length are kept once, and so many of them at most.</summary>
    private const int MaxNameChars = 64, MaxNames = 4096;

    /// <summary>Numbers below this are kept once.</summary>
    private const int SmallNumbers = 1024;

    private readonly Dictionary<string, PdfValue>.AlternateLookup<ReadOnlySpan<char>> _names = new Dictionary<string, PdfValue>(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();
    private readonly PdfValue?[] _numbers = new PdfValue?[SmallNumbers];

    /// <summary>There was too much; the rest is not read, and the limit is noted.</summary>
    public bool IsUsedUp { get; private set; }

    /// <summary>Charges so many bytes that are kept.</summary>
    public void Take(long bytes)
    {
        if (!IsUsedUp && !budget.TakeKept(bytes)) IsUsedUp = true;
    }

    /// <summary>The value for a name.</summary>
    public PdfValue Name(ReadOnlySpan<char> name)
    {
        if (_names.TryGetValue(name, out var known)) return known;
        Take(ValueBytes + 24 + (2 * name.Length));
        var value = new PdfValue { Name = name.ToString() };
        if (name.Length <= MaxNameChars && _names.Dictionary.Count < MaxNames) _names[name] = value;
        return value;
    }

    /// <summary>The value for a number.</summary>
    public PdfValue Number(long number)
    {
        if (number is < 0 or >= SmallNumbers)
        {
            Take(ValueBytes);
            return new PdfValue { Number = number };
        }

        return _numbers[number] ??= new PdfValue { Number = number };
    }
}
