using Sekisho.Inspect.Containers.Locks;

namespace Sekisho.Inspect.Containers.Rar;

/// <summary>Opens RAR files of the third and fourth generation: names, and the content of what is stored; encrypted ones with a word of the message.</summary>
internal sealed class RarFour(ReadOnlyMemory<byte> content, ContainerVisit visit)
{
    private const int SignatureBytes = 7;
    private const int ArchiveBlock = 0x73, EndBlock = 0x7B;

    /// <summary>Largest member on which words are tried, in bytes: its checksum is what tells the right one.</summary>
    private const int MaxCheckBytes = 4 * 1024 * 1024;

    private bool _wasSearched;
    private string? _word;
    private (string Salt, RarOldKey? Key) _last = ("", null);

    /// <summary>Reads all blocks.</summary>
    public void Read()
    {
        Func<ReadOnlyMemory<byte>, ReadOnlyMemory<byte>, RarOldKey?>? headerKey = null;
        for (long at = SignatureBytes; RarOldBlock.Read(content, at, headerKey) is { } block; at = block.DataAt + Math.Max(0, block.DataBytes))
        {
            if (block.Type == ArchiveBlock && (block.Flags & 0x80) != 0)
            {
                RarContainer.NoteEncrypted(visit, "rar, names too");
                headerKey = HeaderKey;
            }

            if (block.IsFile && !ReadFile(block) || block.Type == EndBlock) break;
        }
    }

    /// <summary>The first encrypted header is the one by whose checksum a word is known.</summary>
    private RarOldKey? HeaderKey(ReadOnlyMemory<byte> salt, ReadOnlyMemory<byte> locked)
    {
        if (!_wasSearched) Search(salt, key => RarOldBlock.Open(locked, key) is not null, 0);
        return KeyOf(salt);
    }

    private bool ReadFile(RarOldBlock block)
    {
        var data = block.DataAt < content.Length ? content.Slice((int)block.DataAt, (int)Math.Clamp(block.DataBytes, 0, content.Length - block.DataAt)) : default;
        var member = new Member(block.Name) { IsFolder = block.IsFolder, State = MemberState.Listed };
        if (block.IsEncrypted)
        {
            RarContainer.NoteEncrypted(visit, "rar");
            if (Decrypt(block, data) is not { } plain)
            {
                if (_word is not null) visit.Findings.Sealed.Add($"{visit.Label}: a member that is not read, or that the same word does not open");
                return visit.Add(member with { State = MemberState.Encrypted });
            }

            data = plain;
        }

        if (block.IsFolder) return visit.Add(member);
        if (block.IsStored && visit.Budget.TakeLook()) return visit.Add(member with { State = MemberState.Whole, Content = data });
        visit.Findings.Unread.Add("rar");
        return visit.Add(member);
    }

    /// <summary>Only stored members: of others nothing would tell whether the word is right, and they are not unpacked here.</summary>
    private ReadOnlyMemory<byte>? Decrypt(RarOldBlock block, ReadOnlyMemory<byte> data)
    {
        if (!block.IsStored || block.IsSplit || block.IsFolder || block.Salt is not { } salt || !visit.Budget.IsInTime()) return null;
        if (data.Length > visit.Budget.Room)
        {
            visit.Budget.NoteUnpacked();
            return null;
        }

        if (!_wasSearched && data.Length <= MaxCheckBytes) Search(salt, key => Matches(block, key.Decrypt(data.Span)), data.Length / 64);
        if (KeyOf(salt) is not { } found) return null;
        visit.Budget.Charge(data.Length);
        var plain = found.Decrypt(data.Span);
        return Matches(block, plain) ? plain.AsMemory(0, (int)block.Bytes) : null;
    }

    private static bool Matches(RarOldBlock block, byte[] plain) => block.Bytes >= 0 && block.Bytes <= plain.Length && Crc32Table.Of(plain.AsSpan(0, (int)block.Bytes)) == block.Crc;

    private void Search(ReadOnlyMemory<byte> salt, Func<RarOldKey, bool> opens, long checkBlocks)
    {
        _wasSearched = true;
        _word = WordTrying.Find(visit, word => RarOldKey.BlocksOf(word) + checkBlocks, word =>
        {
            var key = RarOldKey.Derive(word, salt.Span);
            if (!opens(key)) return null;
            _last = (Convert.ToHexString(salt.Span), key);
            return word;
        });
    }

    private RarOldKey? KeyOf(ReadOnlyMemory<byte> salt)
    {
        if (_word is null) return null;
        var name = Convert.ToHexString(salt.Span);
        if (_last.Salt == name) return _last.Key;
        var canPay = visit.Budget.Keys.Take(RarOldKey.BlocksOf(_word));
        if (!canPay) visit.Findings.Sealed.Add($"{visit.Label}: a part whose key costs more than is left");
        _last = (name, canPay ? RarOldKey.Derive(_word, salt.Span) : null);
        return _last.Key;
    }
}
