namespace Sekisho.Inspect.Qr;

/// <summary>Three squares that may be the corners of one code.</summary>
/// <param name="Corner">The one at the right angle.</param>
/// <param name="Right">The one at the end of its first row.</param>
/// <param name="Below">The one at the end of its first column.</param>
/// <param name="Score">How unlike a code they lie; 0 is perfect.</param>
internal sealed record FinderTriple(FinderPattern Corner, FinderPattern Right, FinderPattern Below, float Score)
{
    /// <summary>Most squares from which triples are made.</summary>
    private const int MaxPatterns = 36;

    /// <summary>The triples that may be codes, the likeliest first.</summary>
    public static List<FinderTriple> Of(IReadOnlyList<FinderPattern> patterns)
    {
        var triples = new List<FinderTriple>();
        foreach (var inverted in (bool[])[false, true])
        {
            var group = patterns.Where(pattern => pattern.IsInverted == inverted).Take(MaxPatterns).ToList();
            for (var i = 0; i < group.Count; i++)
                for (var j = i + 1; j < group.Count; j++)
                    for (var k = j + 1; k < group.Count; k++)
                        if (Make(group[i], group[j], group[k]) is { } triple)
                            triples.Add(triple);
        }

        triples.Sort((left, right) => left.Score.CompareTo(right.Score));
        return triples;
    }

    private static FinderTriple? Make(FinderPattern a, FinderPattern b, FinderPattern c)
    {
        float largest = MathF.Max(a.Module, MathF.Max(b.Module, c.Module)), smallest = MathF.Min(a.Module, MathF.Min(b.Module, c.Module));
        if (largest > smallest * 1.6f) return null;
        float ab = a.DistanceTo(b), bc = b.DistanceTo(c), ca = c.DistanceTo(a);
        if (ab > bc && ab > ca) (a, c) = (c, a);
        else if (ca > bc && ca > ab) (a, b) = (b, a);

        // The longest side is now between b and c.
        float first = a.DistanceTo(b), second = a.DistanceTo(c);
        if (first > second * 1.6f || second > first * 1.6f) return null;
        var turn = ((b.X - a.X) * (c.Y - a.Y)) - ((b.Y - a.Y) * (c.X - a.X));
        var angle = MathF.Abs(((b.X - a.X) * (c.X - a.X)) + ((b.Y - a.Y) * (c.Y - a.Y))) / (first * second);
        var modules = (first + second) / (a.Module + b.Module + c.Module) * 1.5f;
        if (angle > 0.45f || modules is < 9 or > 190) return null;
        var score = MathF.Abs(MathF.Log(first / second)) + angle + MathF.Log(largest / smallest) - (0.01f * MathF.Min(10, MathF.Min(a.Count, MathF.Min(b.Count, c.Count))));
        return turn > 0 ? new FinderTriple(a, b, c, score) : new FinderTriple(a, c, b, score);
    }
}
