using System.Buffers.Binary;
using System.IO.Compression;
using Sekisho.Inspect.Images;

namespace Sekisho.Inspect.Tests.Images;

/// <summary>Picture files for tests, and what can happen to a picture on its way.</summary>
internal static class PictureBytes
{
    /// <summary>A grey PNG.</summary>
    public static byte[] Png(GrayImage image)
    {
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            for (var y = 0; y < image.Height; y++)
            {
                zlib.WriteByte(0);
                zlib.Write(image.Pixels.AsSpan(y * image.Width, image.Width));
            }
        }

        return Png(image.Width, image.Height, packed.ToArray());
    }

    /// <summary>A PNG of any stated size with any packed content.</summary>
    public static byte[] Png(int width, int height, byte[] packed)
    {
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        header[8] = 8;
        return [0x89, .. "PNG\r\n\u001a\n"u8, .. Chunk("IHDR"u8, header), .. Chunk("IDAT"u8, packed), .. Chunk("IEND"u8, [])];
    }

    /// <summary>A 24-bit bitmap.</summary>
    public static byte[] Bmp(GrayImage image)
    {
        var row = ((image.Width * 3) + 3) & ~3;
        var bytes = new byte[54 + (row * image.Height)];
        "BM"u8.CopyTo(bytes);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(10), 54);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(14), 40);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(18), image.Width);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(22), image.Height);
        (bytes[26], bytes[28]) = (1, 24);
        for (var y = 0; y < image.Height; y++)
            for (var x = 0; x < image.Width; x++)
                bytes.AsSpan(54 + (row * (image.Height - 1 - y)) + (x * 3), 3).Fill(image.Pixels[(y * image.Width) + x]);
        return bytes;
    }

    /// <summary>The picture seen through a map from new places to old ones; white outside.</summary>
    public static GrayImage Bend(GrayImage image, int width, int height, Func<double, double, (double X, double Y)> map)
    {
        var bent = GrayImage.White(width, height);
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                var sum = 0;
                foreach (var (dx, dy) in ((double, double)[])[(0.25, 0.25), (0.75, 0.25), (0.25, 0.75), (0.75, 0.75)])
                {
                    var (fromX, fromY) = map(x + dx, y + dy);
                    sum += fromX >= 0 && fromY >= 0 && fromX < image.Width && fromY < image.Height ? image.Pixels[((int)fromY * image.Width) + (int)fromX] : 255;
                }

                bent.Pixels[(y * width) + x] = (byte)(sum / 4);
            }
        }

        return bent;
    }

    /// <summary>The picture turned round its middle.</summary>
    public static GrayImage Turn(GrayImage image, double degrees)
    {
        var (sin, cos) = Math.SinCos(degrees * Math.PI / 180);
        var side = (int)(Math.Max(image.Width, image.Height) * 1.45);
        return Bend(image, side, side, (x, y) => ((((x - (side / 2.0)) * cos) + ((y - (side / 2.0)) * sin)) + (image.Width / 2.0), ((y - (side / 2.0)) * cos) - ((x - (side / 2.0)) * sin) + (image.Height / 2.0)));
    }

    /// <summary>A part of the picture.</summary>
    public static GrayImage Crop(GrayImage image, int left, int top, int width, int height)
    {
        var part = GrayImage.White(width, height);
        for (var y = 0; y < height; y++) image.Pixels.AsSpan(((top + y) * image.Width) + left, width).CopyTo(part.Pixels.AsSpan(y * width));
        return part;
    }

    private static byte[] Chunk(ReadOnlySpan<byte> type, byte[] content)
    {
        var length = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(length, content.Length);
        return [.. length, .. type, .. content, 0, 0, 0, 0];
    }
}
