namespace Sekisho.Inspect.Containers.Locks;

/// <summary>Finds the word of one 7z file and decrypts with it; all its packed runs commonly share one key.</summary>
internal sealed class SevenZipLock(ContainerVisit visit)
{
    /// <summary>So much of an unpacked run is enough to know that a word is right, in bytes, unless it is only stored.</summary>
    private const int CheckBytes = 4 * 1024 * 1024;

    /// <summary>What unpacked bytes may take more packed ones, in bytes: chunks have headers.</summary>
    private const int SlackBytes = 64 * 1024;

    private readonly Dictionary<string, byte[]> _keys = new(StringComparer.Ordinal);
    private bool _wasSearched;

    /// <summary>The word that opens the file; null before it is found.</summary>
    public string? Word { get; private set; }

    /// <summary>Looks for the word that opens this run, once in a file.</summary>
    /// <param name="folder">The run.</param>
    /// <param name="packed">Its streams.</param>
    /// <param name="bytes">The length of its first file.</param>
    /// <param name="crc">The checksum of that; null where there is none.</param>
    public void Search(SevenZipFolder folder, IReadOnlyList<ReadOnlyMemory<byte>> packed, long bytes, uint? crc)
    {
        if (_wasSearched || folder.AesSettings is not { } settings) return;
        _wasSearched = true;
        var checkedBytes = Math.Min(visit.Budget.Room, folder.IsStored ? bytes : Math.Min(bytes, CheckBytes));
        if (checkedBytes != bytes) crc = null;
        // Without a checksum, what is only stored has nothing by which a right word could be known.
        if (crc is null && folder.IsStored) return;
        packed = [.. packed.Select(stream => stream[..(int)Math.Min(stream.Length, (checkedBytes + (checkedBytes / 500) + SlackBytes) & ~15)])];
        var packedBytes = packed.Sum(stream => (long)stream.Length);
        Word = WordTrying.Find(visit, word => Math.Min(long.MaxValue / 2, settings.BlocksOf(word)) + (packedBytes / 64), word => Opens(folder, packed, word, checkedBytes, crc) ? word : null);
    }

    /// <summary>Decrypts a run with the word that was found; null without one, and where its key costs more than is left.</summary>
    public ReadOnlyMemory<byte>? Decrypt(SevenZipKey settings, ReadOnlyMemory<byte> packed)
    {
        if (Word is null || !_keys.ContainsKey(NameOf(Word, settings)) && !visit.Budget.Keys.Take(settings.BlocksOf(Word))) return null;
        return DecryptWith(Word, settings, packed);
    }

    private static string NameOf(string word, SevenZipKey settings) => $"{settings.Cycles} {Convert.ToHexString(settings.Salt)} {word}";

    private bool Opens(SevenZipFolder folder, IReadOnlyList<ReadOnlyMemory<byte>> packed, string word, long bytes, uint? crc)
    {
        if (folder.Unpack(packed, bytes, (settings, locked) => DecryptWith(word, settings, locked)) is not { } found || found.Length < bytes) return false;
        return crc is null || Crc32Table.Of(found.Span[..(int)bytes]) == crc;
    }

    private byte[] DecryptWith(string word, SevenZipKey settings, ReadOnlyMemory<byte> packed)
    {
        // Only the last key: a message may have many words.
        var name = NameOf(word, settings);
        if (!_keys.TryGetValue(name, out var key))
        {
            _keys.Clear();
            _keys[name] = key = settings.Derive(word);
        }

        return settings.Decrypt(packed.Span, key);
    }
}
