namespace Sekisho.Mime;

/// <summary>Collects ambiguities, limits and other readings while a message is read. Bounded by the limits.</summary>
internal sealed class FindingList(MimeLimits limits)
{
    private List<MimeAmbiguity>? _ambiguities;
    private List<OtherReading>? _readings;
    private uint _limitsHit;

    public MimeLimits Limits => limits;

    public IReadOnlyList<MimeAmbiguity> Ambiguities => _ambiguities is null ? [] : _ambiguities;

    public int ReadingCount => _readings?.Count ?? 0;

    public OtherReading Reading(int index) => _readings![index];

    public void Report(MimeAmbiguityKind kind, int part, int offset, int length)
    {
        if (_ambiguities?.Count >= limits.MaxAmbiguities)
        {
            Hit(MimeLimitKind.Ambiguities);
            // A flood of one kind must not hide another: the first of each kind is always listed.
            foreach (var found in _ambiguities)
            {
                if (found.Kind == kind) return;
            }
        }

        (_ambiguities ??= []).Add(new MimeAmbiguity(kind, part, offset, length));
    }

    /// <summary>Asks for another reading of a part, to be tried after the first.</summary>
    public void TryAlso(int part, MimeAmbiguityKind reason, PartReading reading)
    {
        // A message full of ambiguities would otherwise be read as many times as it has ambiguities.
        if (_readings?.Count >= limits.MaxViews) Hit(MimeLimitKind.Views);
        else (_readings ??= []).Add(new OtherReading(part, reason, reading));
    }

    public void Hit(MimeLimitKind limit) => _limitsHit |= 1u << (int)limit;

    public IReadOnlyList<MimeLimitKind> LimitsHit()
    {
        if (_limitsHit == 0) return [];
        var hit = new List<MimeLimitKind>();
        for (var kind = 0; kind < 32; kind++)
        {
            if ((_limitsHit & (1u << kind)) != 0) hit.Add((MimeLimitKind)kind);
        }

        return hit;
    }

    /// <summary>Where it stands now, to come back to with <see cref="RollBack"/>.</summary>
    public (int Ambiguities, int Readings) Mark() => (_ambiguities?.Count ?? 0, ReadingCount);

    /// <summary>Forgets ambiguities and readings found since the mark: a reading that gave nothing new.</summary>
    public void RollBack((int Ambiguities, int Readings) mark)
    {
        _ambiguities?.RemoveRange(mark.Ambiguities, _ambiguities.Count - mark.Ambiguities);
        _readings?.RemoveRange(mark.Readings, _readings.Count - mark.Readings);
    }

    /// <summary>Removes findings since the mark that were already there at the same place: a view repeats what view 0 said.</summary>
    public void DropRepeated((int Ambiguities, int Readings) mark, Func<int, ReadOnlyMemory<byte>> sourceOf)
    {
        if (_ambiguities is null || _ambiguities.Count == mark.Ambiguities) return;
        var seen = new HashSet<(MimeAmbiguityKind, int, ReadOnlyMemory<byte>)>();
        for (var i = 0; i < mark.Ambiguities; i++) seen.Add((_ambiguities[i].Kind, _ambiguities[i].Offset, sourceOf(_ambiguities[i].PartIndex)));
        var kept = mark.Ambiguities;
        for (var i = mark.Ambiguities; i < _ambiguities.Count; i++)
        {
            var found = _ambiguities[i];
            if (seen.Add((found.Kind, found.Offset, sourceOf(found.PartIndex)))) _ambiguities[kept++] = found;
        }

        _ambiguities.RemoveRange(kept, _ambiguities.Count - kept);
    }
}
