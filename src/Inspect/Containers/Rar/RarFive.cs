namespace Sekisho.Inspect.Containers.Rar;

/// <summary>Opens RAR files of the fifth generation; encrypted ones, with their names or without, with a word of the message.</summary>
internal sealed class RarFive(ReadOnlyMemory<byte> content, ContainerVisit visit)
{
    private const int SignatureBytes = 8;
    private const int ArchiveBlock = 1, FileBlock = 2, LockBlock = 4, EndBlock = 5;

    private readonly RarUnpacking _unpacking = new(visit);
    private readonly RarKeys _keys = new(visit);
    private bool _isSolid;
    private long _claimed;

    /// <summary>Reads all blocks.</summary>
    public void Read()
    {
        byte[]? headerKey = null;
        for (long at = SignatureBytes; RarBlock.Read(content, at, headerKey) is { } block; at = block.End)
        {
            var cursor = new ByteCursor(block.Fields.Span);
            if (block.Type == LockBlock)
            {
                RarContainer.NoteEncrypted(visit, "rar, names too");
                headerKey = RarLock.Read(ref cursor, hasVector: false) is { } found ? _keys.KeyOf(found) : null;
                if (headerKey is null)
                {
                    if (_keys.IsOpen) visit.Findings.Sealed.Add($"{visit.Label}: names whose key costs more than is left");
                    return;
                }
            }

            if (block.Type == ArchiveBlock) _isSolid = (RarContainer.Variable(ref cursor) & 4) != 0;
            if (block.Type == FileBlock && !ReadFile(block, RarFile.Read(ref cursor, block.Flags)) || block.Type == EndBlock) break;
        }

        visit.JudgeSize(_claimed, content.Length);
    }

    private bool ReadFile(RarBlock block, RarFile file)
    {
        var data = block.DataAt < content.Length ? content.Slice((int)block.DataAt, (int)Math.Clamp(block.DataBytes, 0, content.Length - block.DataAt)) : default;
        _claimed = Math.Min(long.MaxValue / 4, _claimed + (file.Bytes == int.MaxValue ? 0 : file.Bytes));
        var member = new Member(file.Name) { IsFolder = file.IsFolder, State = MemberState.Listed };
        var found = block.Lock(out var isEncrypted);
        if (isEncrypted)
        {
            RarContainer.NoteEncrypted(visit, "rar, AES-256");
            if (file.IsSplit || found is null || _keys.KeyOf(found) is not { } key)
            {
                if (_keys.IsOpen) visit.Findings.Sealed.Add($"{visit.Label}: a member that the same word does not open");
                return visit.Add(member with { State = MemberState.Encrypted });
            }

            if (!visit.Budget.IsInTime() || data.Length > visit.Budget.Room)
            {
                visit.Budget.NoteUnpacked();
                return visit.Add(member with { State = MemberState.Encrypted });
            }

            visit.Budget.Charge(data.Length);
            data = RarLock.Decrypt(data.Span, key, found.Vector);
        }

        if (file.IsFolder) return visit.Add(member);
        if (file.IsPacked) return visit.Add(_unpacking.Unpack(file, data, _isSolid));
        if (file.IsSplit || !visit.Budget.TakeLook())
        {
            visit.Findings.Unread.Add("rar");
            return visit.Add(member);
        }

        // What is filled up to whole blocks of the cipher does not belong to the file.
        return visit.Add(member with { State = MemberState.Whole, Content = data[..(int)Math.Clamp(isEncrypted ? file.Bytes : data.Length, 0, data.Length)] });
    }
}
