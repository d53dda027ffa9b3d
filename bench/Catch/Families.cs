namespace Sekisho.Bench.Catch;

/// <summary>Puts messages that are nearly the same into one family, so that none is judged by a classifier that has seen its twin.</summary>
internal static class Families
{
    /// <summary>Numbers of a message's sketch (MinHash, Broder 1997).</summary>
    private const int SketchSize = 64;

    /// <summary>So many equal numbers make a family: about 40 of 100 tokens are the same.</summary>
    private const int MinEqual = 26;

    /// <summary>The family of each message: the number of its first member.</summary>
    public static int[] Find(IReadOnlyList<Labelled> messages, IReadOnlyList<int[]> tokens)
    {
        var parents = Enumerable.Range(0, messages.Count).ToArray();
        var sketches = tokens.Select(Sketch).ToArray();
        var byTemplate = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < messages.Count; i++)
        {
            if (messages[i].Template is { } template)
            {
                if (!byTemplate.TryAdd(template, i)) Join(parents, byTemplate[template], i);
                continue;
            }

            for (var other = 0; other < i; other++)
                if (messages[other].Template is null && Equal(sketches[i], sketches[other]) >= MinEqual) Join(parents, other, i);
        }

        return [.. parents.Select((_, i) => Root(parents, i))];
    }

    private static uint[] Sketch(int[] tokens)
    {
        var sketch = new uint[SketchSize];
        Array.Fill(sketch, uint.MaxValue);
        foreach (var token in tokens)
        {
            for (var i = 0; i < SketchSize; i++)
            {
                var hash = (uint)token * 2654435761u + (uint)i * 0x9E3779B9u;
                hash ^= hash >> 15;
                hash *= 0x85EBCA6Bu;
                hash ^= hash >> 13;
                hash *= 0xC2B2AE35u;
                sketch[i] = Math.Min(sketch[i], hash ^ (hash >> 16));
            }
        }

        return sketch;
    }

    private static int Equal(uint[] first, uint[] second)
    {
        var equal = 0;
        for (var i = 0; i < SketchSize; i++)
            if (first[i] == second[i] && first[i] != uint.MaxValue) equal++;
        return equal;
    }

    private static void Join(int[] parents, int first, int second)
    {
        var (a, b) = (Root(parents, first), Root(parents, second));
        parents[Math.Max(a, b)] = Math.Min(a, b);
    }

    private static int Root(int[] parents, int at)
    {
        while (parents[at] != at) at = parents[at] = parents[parents[at]];
        return at;
    }
}
