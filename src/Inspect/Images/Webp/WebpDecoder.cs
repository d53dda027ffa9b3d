using System.Buffers.Binary;

namespace Sekisho.Inspect.Images.Webp;

/// <summary>
/// Decodes WebP (RFC 9649): lossless, lossy with or without transparency, and the first frames of moving pictures. Transparency onto
/// white, or onto black where nothing shows on white.
/// </summary>
internal static class WebpDecoder
{
    /// <summary>Most frames looked at: a code may come after an empty first one.</summary>
    private const int MaxFrames = 3;

    /// <summary>Most chunks looked at. Stops a file of empty ones.</summary>
    private const int MaxChunks = 1000;

    /// <summary>The picture, or its first frames; none where it is too large.</summary>
    public static List<GrayImage> Decode(ReadOnlyMemory<byte> content, ImageBudget budget)
    {
        var frames = new List<GrayImage>();
        if (content.Length < 20) return frames;
        ReadOnlyMemory<byte> alpha = default;
        GrayImage? canvas = null;
        var left = MaxChunks;
        foreach (var (type, chunk) in ChunksOf(content[12..]))
        {
            if (--left == 0 || frames.Count >= MaxFrames || !budget.IsInTime()) break;
            var bytes = chunk.Span;
            switch (type)
            {
                case "VP8X" when bytes.Length >= 10 && (bytes[0] & 2) != 0:
                    int width = 1 + Take24(bytes[4..]), height = 1 + Take24(bytes[7..]);
                    if (!budget.TakePixels(width, height)) return frames;
                    canvas = GrayImage.White(width, height);
                    break;
                case "ANMF" when canvas is not null && bytes.Length > 16:
                    // Each is drawn over those before; what is to be wiped away in between stays, for a code shows on it all the same.
                    if (frames.Count > 0 && !budget.TakePixels(canvas.Width, canvas.Height)) return frames;
                    if (FrameOf(chunk[16..], budget) is not { } frame) return frames;
                    canvas = new GrayImage(canvas.Width, canvas.Height, [.. canvas.Pixels]);
                    Draw(frame, canvas, 2 * Take24(bytes), 2 * Take24(bytes[3..]));
                    frames.Add(canvas);
                    break;
                case "ALPH": alpha = chunk; break;
                case "VP8 " or "VP8L":
                    if (Read(type, chunk, alpha, budget) is { } image) frames.Add(image);
                    return frames;
            }
        }

        return frames;
    }

    private static GrayImage? FrameOf(ReadOnlyMemory<byte> content, ImageBudget budget)
    {
        ReadOnlyMemory<byte> alpha = default;
        var left = MaxChunks;
        foreach (var (type, chunk) in ChunksOf(content))
        {
            if (--left == 0) break;
            if (type == "ALPH") alpha = chunk;
            else if (type is "VP8 " or "VP8L") return Read(type, chunk, alpha, budget);
        }

        return null;
    }

    private static GrayImage? Read(string type, ReadOnlyMemory<byte> chunk, ReadOnlyMemory<byte> alpha, ImageBudget budget)
    {
        if (type == "VP8L") return LosslessDecoder.Decode(chunk, budget);
        if (Vp8Decoder.Decode(chunk, budget) is not { } image) return null;
        return alpha.Length > 1 ? WebpAlpha.Apply(image, alpha, budget) : image;
    }

    private static IEnumerable<(string Type, ReadOnlyMemory<byte> Chunk)> ChunksOf(ReadOnlyMemory<byte> content)
    {
        for (long at = 0; at + 8 <= content.Length;)
        {
            var head = content.Span.Slice((int)at, 8);
            long size = BinaryPrimitives.ReadUInt32LittleEndian(head[4..]);
            var type = System.Text.Encoding.ASCII.GetString(head[..4]);
            yield return (type, content.Slice((int)at + 8, (int)Math.Min(size, content.Length - at - 8)));
            at += 8 + size + (size & 1);
        }
    }

    private static void Draw(GrayImage frame, GrayImage canvas, int left, int top)
    {
        var width = Math.Min(frame.Width, canvas.Width - left);
        for (var y = 0; y < Math.Min(frame.Height, canvas.Height - top) && width > 0; y++)
            frame.Pixels.AsSpan(y * frame.Width, width).CopyTo(canvas.Pixels.AsSpan(((top + y) * canvas.Width) + left));
    }

    private static int Take24(ReadOnlySpan<byte> bytes) => bytes[0] | bytes[1] << 8 | bytes[2] << 16;
}
