using System.Buffers;
using System.Runtime.Intrinsics;
using Sekisho.Inspect.Images;

namespace Sekisho.Inspect.Qr;

/// <summary>Makes black and white of brightness. The pixels lie in a buffer of the shared pool, which may be longer: whoever has done with the picture gives it back.</summary>
internal static class Binarizer
{
    /// <summary>The picture is looked at in squares of this many pixels.</summary>
    private const int BlockPixels = 8;

    /// <summary>Squares on each side whose edges decide together.</summary>
    private const int Reach = 3;

    /// <summary>
    /// By the surroundings: a threshold for each square of 8 × 8 pixels, half way between the darkest and the brightest of
    /// the squares with edges around it, so that shadows and coloured grounds do no harm; where there are no edges near,
    /// the threshold of the whole picture.
    /// </summary>
    public static BitImage Local(GrayImage image, int globalThreshold, int contrast)
    {
        int across = (image.Width + BlockPixels - 1) / BlockPixels, down = (image.Height + BlockPixels - 1) / BlockPixels;
        var thresholds = Smooth(FindMiddles(image, across, down, Math.Max(24, contrast / 4)), across, down, globalThreshold);
        var output = ArrayPool<byte>.Shared.Rent(image.Pixels.Length);
        var line = new byte[across * BlockPixels];
        for (var y = 0; y < image.Height; y++)
        {
            if (y % BlockPixels == 0)
                for (var x = 0; x < across; x++)
                    line.AsSpan(x * BlockPixels, BlockPixels).Fill(thresholds[(y / BlockPixels * across) + x]);
            Compare(image.Pixels.AsSpan(y * image.Width, image.Width), line, output.AsSpan(y * image.Width, image.Width));
        }

        return new BitImage(image.Width, image.Height, output);
    }

    /// <summary>By one threshold for the whole picture.</summary>
    public static BitImage Global(GrayImage image, int threshold)
    {
        var output = ArrayPool<byte>.Shared.Rent(image.Pixels.Length);
        var line = new byte[image.Width];
        Array.Fill(line, (byte)threshold);
        for (var y = 0; y < image.Height; y++) Compare(image.Pixels.AsSpan(y * image.Width, image.Width), line, output.AsSpan(y * image.Width, image.Width));
        return new BitImage(image.Width, image.Height, output);
    }

    /// <summary>The threshold that parts the picture best into two (Otsu's), and how far the dark and the bright parts are from each other.</summary>
    public static (int Threshold, int Contrast) Judge(GrayImage image)
    {
        var counts = CountsOf(image.Pixels);
        long total = image.Pixels.Length, sum = 0, darkSum = 0, dark = 0;
        for (var i = 0; i < 256; i++) sum += (long)i * counts[i];
        double best = -1, contrast = 0;
        var threshold = 128;
        for (var i = 0; i < 255; i++)
        {
            dark += counts[i];
            darkSum += (long)i * counts[i];
            if (dark == 0) continue;
            if (dark == total) break;
            double darkMean = (double)darkSum / dark, brightMean = (double)(sum - darkSum) / (total - dark);
            var between = dark * (double)(total - dark) * (brightMean - darkMean) * (brightMean - darkMean);
            if (between <= best) continue;
            (best, contrast, threshold) = (between, brightMean - darkMean, (int)((darkMean + brightMean + 1) / 2));
        }

        return (threshold, (int)contrast);
    }

    /// <summary>How often each brightness is there. Two tables in turn: neighbours are mostly alike, and one would wait for the other.</summary>
    private static int[] CountsOf(ReadOnlySpan<byte> pixels)
    {
        int[] counts = new int[256], others = new int[256];
        var x = 0;
        for (; x + 1 < pixels.Length; x += 2)
        {
            counts[pixels[x]]++;
            others[pixels[x + 1]]++;
        }

        if (x < pixels.Length) counts[pixels[x]]++;
        for (var i = 0; i < counts.Length; i++) counts[i] += others[i];
        return counts;
    }

    /// <summary>Half way between darkest and brightest for squares with an edge in them; 0 for even ones.</summary>
    private static byte[] FindMiddles(GrayImage image, int across, int down, int minContrast)
    {
        var middles = new byte[across * down];
        for (var by = 0; by < down; by++)
        {
            int top = Math.Min(by * BlockPixels, Math.Max(0, image.Height - BlockPixels)), rows = Math.Min(BlockPixels, image.Height);
            for (var bx = FindPairs(image, top, rows, minContrast, middles.AsSpan(by * across, across)); bx < across; bx++)
            {
                int left = Math.Min(bx * BlockPixels, Math.Max(0, image.Width - BlockPixels)), columns = Math.Min(BlockPixels, image.Width);
                var (low, high) = RangeOf(image, left, top, columns, rows);
                middles[(by * across) + bx] = MiddleOf(low, high, minContrast);
            }
        }

        return middles;
    }

    private static byte MiddleOf(int low, int high, int minContrast) => high - low >= minContrast ? (byte)Math.Max(1, (low + high) / 2) : (byte)0;

    /// <summary>Does two whole squares of a row of squares at a time; gives how many it did.</summary>
    private static int FindPairs(GrayImage image, int top, int rows, int minContrast, Span<byte> middles)
    {
        var pixels = image.Pixels.AsSpan(top * image.Width, rows * image.Width);
        var done = 0;
        for (; (done + 2) * BlockPixels <= image.Width; done += 2)
        {
            Vector128<byte> low = Vector128<byte>.AllBitsSet, high = Vector128<byte>.Zero;
            for (var at = done * BlockPixels; at < pixels.Length; at += image.Width)
            {
                var row = Vector128.Create<byte>(pixels.Slice(at, Vector128<byte>.Count));
                (low, high) = (Vector128.Min(low, row), Vector128.Max(high, row));
            }

            // The eight columns of each square into its first: what is shifted in reaches only the others.
            foreach (var bits in (ReadOnlySpan<int>)[32, 16, 8])
            {
                low = Vector128.Min(low, (low.AsUInt64() >> bits).AsByte());
                high = Vector128.Max(high, (high.AsUInt64() >> bits).AsByte());
            }

            middles[done] = MiddleOf(low[0], high[0], minContrast);
            middles[done + 1] = MiddleOf(low[BlockPixels], high[BlockPixels], minContrast);
        }

        return done;
    }

    private static (int Low, int High) RangeOf(GrayImage image, int left, int top, int columns, int rows)
    {
        int low = 255, high = 0;
        for (var y = 0; y < rows; y++)
            foreach (var pixel in image.Pixels.AsSpan(((top + y) * image.Width) + left, columns))
                (low, high) = (Math.Min(low, pixel), Math.Max(high, pixel));
        return (low, high);
    }

    /// <summary>The mean of the middles around each square.</summary>
    private static byte[] Smooth(byte[] middles, int across, int down, int globalThreshold)
    {
        var sums = new int[(across + 1) * (down + 1)];
        var counts = new int[sums.Length];
        for (var y = 0; y < down; y++)
        {
            for (var x = 0; x < across; x++)
            {
                var middle = middles[(y * across) + x];
                int at = ((y + 1) * (across + 1)) + x + 1, above = at - across - 1;
                sums[at] = sums[above] + sums[at - 1] - sums[above - 1] + middle;
                counts[at] = counts[above] + counts[at - 1] - counts[above - 1] + (middle > 0 ? 1 : 0);
            }
        }

        var output = new byte[middles.Length];
        for (var y = 0; y < down; y++)
        {
            for (var x = 0; x < across; x++)
            {
                int left = Math.Max(0, x - Reach), right = Math.Min(across, x + Reach + 1), top = Math.Max(0, y - Reach) * (across + 1), bottom = Math.Min(down, y + Reach + 1) * (across + 1);
                var count = counts[bottom + right] - counts[top + right] - counts[bottom + left] + counts[top + left];
                var sum = sums[bottom + right] - sums[top + right] - sums[bottom + left] + sums[top + left];
                output[(y * across) + x] = (byte)(count > 0 ? sum / count : globalThreshold);
            }
        }

        return output;
    }

    private static void Compare(ReadOnlySpan<byte> pixels, ReadOnlySpan<byte> thresholds, Span<byte> output)
    {
        var x = 0;
        for (; x + Vector128<byte>.Count <= pixels.Length; x += Vector128<byte>.Count)
        {
            var isDark = Vector128.LessThan(Vector128.Create(pixels[x..]), Vector128.Create(thresholds[x..]));
            (isDark & Vector128<byte>.One).CopyTo(output[x..]);
        }

        for (; x < pixels.Length; x++) output[x] = pixels[x] < thresholds[x] ? (byte)1 : (byte)0;
    }
}
