using System.Runtime.InteropServices;
using Sekisho.Inspect.Images;

namespace Sekisho.Inspect.Qr;

/// <summary>Finds the squares in the corners of codes (ISO/IEC 18004 §6.3.3): dark, light, dark, light and dark as 1 : 1 : 3 : 1 : 1 in every direction; or the other way round.</summary>
internal sealed class FinderScan(BitImage image)
{
    /// <summary>Most different ones kept: pictures of noise have thousands that are none.</summary>
    private const int MaxPatterns = 400;

    /// <summary>Most places looked at closely.</summary>
    private const int MaxLooks = 20_000;

    /// <summary>Pictures higher than this are looked at in every third row: three modules of the middle are there.</summary>
    private const int SparseFromRows = 300;

    private readonly List<FinderPattern> _found = [];
    private int _looks;

    /// <summary>All of them, the most certain first.</summary>
    public static List<FinderPattern> Find(BitImage image, ImageBudget budget)
    {
        var scan = new FinderScan(image);
        var edges = new int[image.Width + 2];
        var step = image.Height > SparseFromRows ? 3 : 1;
        for (var y = step / 2; y < image.Height && scan._looks < MaxLooks; y += step)
        {
            if (y % 96 == 1 && !budget.IsInTime()) break;
            scan.ScanRow(y, edges);
        }

        scan._found.Sort((left, right) => right.Count.CompareTo(left.Count));
        return scan._found;
    }

    private void ScanRow(int y, int[] edges)
    {
        var row = image.Row(y);
        var count = 0;
        for (var x = 0; x < row.Length;)
        {
            var run = row[x..].IndexOfAnyExcept(row[x]);
            x = run < 0 ? row.Length : x + run;
            edges[++count] = x;
        }

        for (var i = 0; i + 5 <= count; i++)
        {
            int a = edges[i + 1] - edges[i], b = edges[i + 2] - edges[i + 1], c = edges[i + 3] - edges[i + 2], d = edges[i + 4] - edges[i + 3], e = edges[i + 5] - edges[i + 4];
            if (!Fits(a, b, c, d, e)) continue;
            Look((edges[i + 2] + edges[i + 3]) / 2f, y, a + b + c + d + e, row[edges[i + 2]]);
        }
    }

    private static bool Fits(int a, int b, int c, int d, int e)
    {
        float module = (a + b + c + d + e) / 7f, room = (module * 0.5f) + (module < 3 ? 0.3f : 0);
        if (module < 1) return false;
        return MathF.Abs(c - (3 * module)) < 3 * room && MathF.Abs(a - module) < room && MathF.Abs(b - module) < room && MathF.Abs(d - module) < room && MathF.Abs(e - module) < room;
    }

    private void Look(float x, int y, int total, byte colour)
    {
        if (++_looks > MaxLooks) return;
        if (Cross((int)x, y, 0, 1, total * 2, colour) is not { } vertical || !AreLike(total, vertical.Total)) return;
        var middleY = y + 0.5f + vertical.Shift;
        if (Cross((int)x, (int)middleY, 1, 0, total * 2, colour) is not { } horizontal || !AreLike(horizontal.Total, vertical.Total)) return;
        var middleX = (int)x + 0.5f + horizontal.Shift;
        if (Cross((int)middleX, (int)middleY, 1, 1, total * 2, colour) is null && Cross((int)middleX, (int)middleY, 1, -1, total * 2, colour) is null) return;
        Keep(new FinderPattern(middleX, middleY, (horizontal.Total + vertical.Total) / 14f, colour == 0, 1));
    }

    private static bool AreLike(int first, int second) => first < second * 1.7f && second < first * 1.7f;

    /// <summary>Measures the five runs through a point; their sum, and how far the middle is from the point. Null where they do not fit.</summary>
    private (int Total, float Shift)? Cross(int x, int y, int stepX, int stepY, int max, byte colour)
    {
        Span<int> back = stackalloc int[3], ahead = stackalloc int[3];
        if (At(x, y) != colour) return null;
        Measure(x, y, -stepX, -stepY, max, colour, back);
        Measure(x, y, stepX, stepY, max, colour, ahead);
        if (!Fits(back[2], back[1], back[0] + ahead[0] - 1, ahead[1], ahead[2])) return null;
        return (back[2] + back[1] + back[0] + ahead[0] - 1 + ahead[1] + ahead[2], (ahead[0] - back[0]) / 2f);
    }

    private void Measure(int x, int y, int stepX, int stepY, int max, byte colour, Span<int> runs)
    {
        var run = 0;
        for (var i = 0; i < max && (uint)x < (uint)image.Width && (uint)y < (uint)image.Height; i++, x += stepX, y += stepY)
        {
            if (image.Pixels[(y * image.Width) + x] != colour)
            {
                if (++run == 3) return;
                colour ^= 1;
            }

            runs[run]++;
        }
    }

    private int At(int x, int y) => (uint)x < (uint)image.Width && (uint)y < (uint)image.Height ? image.Pixels[(y * image.Width) + x] : -1;

    private void Keep(FinderPattern pattern)
    {
        foreach (ref var known in CollectionsMarshal.AsSpan(_found))
        {
            if (known.IsInverted != pattern.IsInverted || MathF.Abs(known.X - pattern.X) > known.Module || MathF.Abs(known.Y - pattern.Y) > known.Module) continue;
            if (known.Module > pattern.Module * 1.5f || pattern.Module > known.Module * 1.5f) continue;
            float weight = known.Count, total = known.Count + 1;
            known = new FinderPattern(((known.X * weight) + pattern.X) / total, ((known.Y * weight) + pattern.Y) / total, ((known.Module * weight) + pattern.Module) / total, known.IsInverted, known.Count + 1);
            return;
        }

        if (_found.Count < MaxPatterns) _found.Add(pattern);
    }
}
