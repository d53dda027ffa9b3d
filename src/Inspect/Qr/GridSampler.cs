namespace Sekisho.Inspect.Qr;

/// <summary>Finds the grid of a code from its three corner squares, and reads its modules.</summary>
internal sealed class GridSampler(BitImage image, FinderTriple triple)
{
    private readonly int _flip = triple.Corner.IsInverted ? 1 : 0;

    /// <summary>The sizes that the code may have, in modules, the likeliest first.</summary>
    public IEnumerable<int> Sizes()
    {
        var seen = new HashSet<int>();
        float right = triple.Corner.DistanceTo(triple.Right), below = triple.Corner.DistanceTo(triple.Below);
        var module = (ModuleAlong(triple.Corner, triple.Right) + ModuleAlong(triple.Right, triple.Corner) + ModuleAlong(triple.Corner, triple.Below) + ModuleAlong(triple.Below, triple.Corner)) / 4;
        if (module < 0.8f) module = (triple.Corner.Module + triple.Right.Module + triple.Below.Module) / 3;
        var bySpan = ((right + below) / 2 / module) + 7;
        var near = Nearest(bySpan);
        int across = CountTiming(triple.Right, triple.Below, module), down = CountTiming(triple.Below, triple.Right, module);
        foreach (var timing in (int[])[across, down])
            if (timing % 4 == 1 && MathF.Abs(timing - bySpan) < 4 + (bySpan * 0.2f) && timing is >= 21 and <= 177 && seen.Add(timing))
                yield return timing;
        foreach (var size in (int[])[near, bySpan > near ? near + 4 : near - 4, bySpan > near ? near - 4 : near + 4])
            if (size is >= 21 and <= 177 && seen.Add(size))
                yield return size;
    }

    /// <summary>Reads the modules; several grids, when it is not sure where the fourth corner is.</summary>
    public IEnumerable<ModuleGrid> Read(int size)
    {
        double far = size - 3.5, inner = size - 6.5;
        (double X, double Y) corner = (triple.Corner.X, triple.Corner.Y), right = (triple.Right.X, triple.Right.Y), below = (triple.Below.X, triple.Below.Y);
        (double X, double Y) fourth = (right.X + below.X - corner.X, right.Y + below.Y - corner.Y);
        if (size > 21)
        {
            var share = (size - 10.0) / (size - 7);
            var search = new AlignmentSearch(image, _flip, ((right.X - corner.X) / (size - 7), (right.Y - corner.Y) / (size - 7)), ((below.X - corner.X) / (size - 7), (below.Y - corner.Y) / (size - 7)));
            var expected = (X: corner.X + ((fourth.X - corner.X) * share), Y: corner.Y + ((fourth.Y - corner.Y) * share));
            if (search.Find(expected, size > 60 ? 9 : 5) is { } alignment
                && Perspective.Of([(3.5, 3.5), (far, 3.5), (inner, inner), (3.5, far)], [corner, right, alignment, below]) is { } map && Alternates(map, size)) yield return Sample(map, size);
        }

        if (Perspective.Of([(3.5, 3.5), (far, 3.5), (far, far), (3.5, far)], [corner, right, fourth, below]) is { } plain && Alternates(plain, size)) yield return Sample(plain, size);
    }

    /// <summary>Whether the row and the column between the squares alternate as they should (§6.3.5), but for some damage: what is no code mostly ends here, at little cost.</summary>
    private bool Alternates(Perspective map, int size)
    {
        int right = 0, total = (size - 16) * 2;
        for (var i = 8; i < size - 8; i++)
        {
            var expected = (i & 1) ^ 1;
            var (x, y) = map.Map(i + 0.5, 6.5);
            if ((image.At(x, y) ^ _flip) == expected) right++;
            (x, y) = map.Map(6.5, i + 0.5);
            if ((image.At(x, y) ^ _flip) == expected) right++;
        }

        return right * 10 >= total * 7;
    }

    private static int Nearest(float size) => ((int)MathF.Round((size - 17) / 4) * 4) + 17;

    private ModuleGrid Sample(Perspective map, int size)
    {
        var grid = new ModuleGrid(size);
        for (var y = 0; y < size; y++)
        {
            for (var x = 0; x < size; x++)
            {
                // The middle decides; what lies around it helps against noise.
                var (atX, atY) = map.Map(x + 0.5, y + 0.5);
                var dark = 2 * image.At(atX, atY);
                (atX, atY) = map.Map(x + 0.3, y + 0.5);
                dark += image.At(atX, atY);
                (atX, atY) = map.Map(x + 0.7, y + 0.5);
                dark += image.At(atX, atY);
                (atX, atY) = map.Map(x + 0.5, y + 0.3);
                dark += image.At(atX, atY);
                (atX, atY) = map.Map(x + 0.5, y + 0.7);
                dark += image.At(atX, atY);
                grid[x, y] = (dark >= 3 ? 1 : 0) ^ _flip;
            }
        }

        return grid;
    }

    /// <summary>The size of a module from the square at <paramref name="from"/>, measured on the line to <paramref name="to"/>; 0 where it cannot be.</summary>
    private float ModuleAlong(FinderPattern from, FinderPattern to)
    {
        var distance = from.DistanceTo(to);
        if (distance < 1) return 0;
        float stepX = (to.X - from.X) / distance, stepY = (to.Y - from.Y) / distance;
        float ahead = HalfWidth(from, stepX, stepY), back = HalfWidth(from, -stepX, -stepY);
        if (ahead <= 0 || back <= 0) return ahead > 0 ? ahead / 3.5f : back > 0 ? back / 3.5f : from.Module;
        return (ahead + back) / 7;
    }

    /// <summary>From the middle of a square to its outer edge: three changes of colour.</summary>
    private float HalfWidth(FinderPattern from, float stepX, float stepY)
    {
        var colour = 1 ^ _flip;
        var changes = 0;
        for (float at = 0; at < from.Module * 7; at += 0.5f)
        {
            float x = from.X + (stepX * at), y = from.Y + (stepY * at);
            var isInside = x >= 0 && y >= 0 && x < image.Width && y < image.Height;
            if (isInside && image.At(x, y) == colour) continue;
            if (++changes == 3) return at - 0.25f;
            if (!isInside) return 0;
            colour ^= 1;
        }

        return 0;
    }

    /// <summary>The size by the row (or column) of alternating modules between two squares (§6.3.5); 0 where it does not alternate.</summary>
    private int CountTiming(FinderPattern end, FinderPattern side, float module)
    {
        var start = triple.Corner;
        float length = start.DistanceTo(end), width = start.DistanceTo(side);
        if (length < 1 || width < 1) return 0;
        float unitX = (end.X - start.X) / length * module, unitY = (end.Y - start.Y) / length * module;
        float sideX = (side.X - start.X) / width * module, sideY = (side.Y - start.Y) / width * module;
        float fromX = start.X + (3 * (unitX + sideX)), fromY = start.Y + (3 * (unitY + sideY));
        float toX = end.X + (3 * (sideX - unitX)), toY = end.Y + (3 * (sideY - unitY));
        var steps = (int)(MathF.Max(MathF.Abs(toX - fromX), MathF.Abs(toY - fromY)) * 2) + 1;
        int changes = 0, before = image.At(fromX, fromY);
        for (var i = 1; i <= steps; i++)
        {
            var value = image.At(fromX + ((toX - fromX) * i / steps), fromY + ((toY - fromY) * i / steps));
            if (value == before) continue;
            changes++;
            before = value;
        }

        return changes + 13;
    }
}
