namespace Sekisho.Inspect.Containers.Rar;

/// <summary>Unpacks the members of one RAR 5 file, those of solid ones in their order with one decoder.</summary>
internal sealed class RarUnpacking(ContainerVisit visit)
{
    private RarDecoder? _solid;
    private bool _isBroken;

    /// <summary>Makes a member of packed data; only listed where it is of a form that is not read here.</summary>
    public Member Unpack(RarFile file, ReadOnlyMemory<byte> data, bool isSolid)
    {
        if (file.Version != 0 || file.IsSplit) return List(file);
        return isSolid ? UnpackSolid(file, data) : MemberUnpacking.Unpack(file.Name, maxBytes => Decode(file, data, maxBytes), visit.Budget, file.Bytes == int.MaxValue ? 0 : file.Bytes);
    }

    private static ReadOnlyMemory<byte> Decode(RarFile file, ReadOnlyMemory<byte> data, long maxBytes) => new RarDecoder(Math.Min(maxBytes, file.Bytes)).Read(data.Span, file.Bytes);

    /// <summary>What is skipped in a solid archive leaves everything behind it unreadable: all is unpacked, as far as there is room.</summary>
    private Member UnpackSolid(RarFile file, ReadOnlyMemory<byte> data)
    {
        if (!file.IsSolid || _solid is null) (_solid, _isBroken) = (new RarDecoder(visit.Budget.Room), false);
        if (!_isBroken && visit.Budget.Room < file.Bytes)
        {
            visit.Budget.NoteUnpacked();
            _isBroken = true;
        }

        if (_isBroken || !visit.Budget.TakeLook()) return List(file);
        var content = _solid.Read(data.Span, file.Bytes);
        visit.Budget.Charge(content.Length);
        _isBroken = content.Length < file.Bytes && file.Bytes != int.MaxValue;
        return new Member(file.Name) { Content = content };
    }

    private Member List(RarFile file)
    {
        visit.Findings.Unread.Add("rar");
        return new Member(file.Name) { State = MemberState.Listed };
    }
}
