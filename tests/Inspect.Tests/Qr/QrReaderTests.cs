using Sekisho.Inspect.Images;
using Sekisho.Inspect.Qr;
using Sekisho.Inspect.Tests.Images;
using Sekisho.Testing;

namespace Sekisho.Inspect.Tests.Qr;

public sealed class QrReaderTests
{
    private const string Address = "https://login.example.net/verify?id=8f3a-27c1";

    [Fact]
    public void Every_version_and_level_is_read()
    {
        var read = 0;
        for (var version = 1; version <= 40; version++)
        {
            foreach (var level in "LMQH")
            {
                var text = $"{version}{level}";
                var code = Assert.Single(Read(QrWriter.Draw(QrWriter.Make(text, version, level, mask: version % 8))));
                Assert.Equal((text, version, level), (code.Text, code.Version, code.Level));
                read++;
            }
        }

        Assert.Equal(160, read);
    }

    /// <summary>Codes of an encoder that knows nothing of this one, as it prints them.</summary>
    [ProgramFact("qrencode")]
    public async Task Codes_of_another_encoder_are_read()
    {
        var read = 0;
        for (var version = 1; version <= 40; version += 3)
        {
            var text = $"{version}: {Address[..Math.Min(Address.Length, version * 10)]}";
            await using var encoder = RunningProgram.Start("qrencode", ["-8", "-v", $"{version}", "-l", "L", "-t", "ASCIIi", "-o", "-", text]);
            await encoder.WaitForExitAsync();
            var images = BlockArt.Draw(encoder.StandardOutput, Budget());
            Assert.Equal([text], images.SelectMany(image => Read(image)).Select(code => code.Text).Distinct());
            read++;
        }

        Assert.Equal(14, read);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(7)]
    [InlineData(30)]
    [InlineData(45)]
    [InlineData(90)]
    [InlineData(135)]
    [InlineData(180)]
    [InlineData(251)]
    public void A_turned_code_is_read(double degrees) => AssertReads(PictureBytes.Turn(Plain(), degrees));

    [Fact]
    public void A_tilted_code_is_read()
    {
        var image = Plain(6);
        AssertReads(PictureBytes.Bend(image, image.Width, image.Height, (x, y) =>
        {
            var depth = 1 + (0.0006 * x) + (0.0004 * y);
            return (((x * 1.25) - 10) / depth, ((y * 1.2) - 8) / depth);
        }));
    }

    [Fact]
    public void A_code_seen_from_behind_is_read()
    {
        var image = Plain();
        AssertReads(PictureBytes.Bend(image, image.Width, image.Height, (x, y) => (image.Width - x, y)));
    }

    [Theory]
    [InlineData(0, 255, 4)]
    [InlineData(255, 0, 4)]
    [InlineData(200, 255, 4)]
    [InlineData(120, 150, 4)]
    [InlineData(0, 255, 1)]
    [InlineData(0, 255, 2)]
    [InlineData(0, 255, 23)]
    public void Colours_and_sizes_of_all_sorts_are_read(byte dark, byte light, int scale) =>
        AssertReads(QrWriter.Draw(QrWriter.Make(Address), scale, dark: dark, light: light));

    [Fact]
    public void A_code_without_margin_is_read() => AssertReads(QrWriter.Draw(QrWriter.Make(Address), margin: 0));

    /// <summary>About two pixels a module, turned, in the middle of a dark picture of 500.</summary>
    [Theory]
    [InlineData(2.4, 37)]
    [InlineData(2.8, 20)]
    [InlineData(2.8, 25)]
    [InlineData(3, 25)]
    [InlineData(3, 37)]
    public void A_small_code_on_a_large_ground_is_read(double factor, double degrees)
    {
        var (cos, sin) = (Math.Cos(degrees * Math.PI / 180), Math.Sin(degrees * Math.PI / 180));
        var code = QrWriter.Draw(QrWriter.Make("1234567890", version: 1), scale: 5);
        var picture = PictureBytes.Bend(code, 500, 500, Map);
        for (var i = 0; i < picture.Pixels.Length; i++)
            if (Map(i % 500, i / 500) is not ( >= 0 and < 145, >= 0 and < 145))
                picture.Pixels[i] = 26;
        Assert.Equal(["1234567890"], Read(picture).Select(found => found.Text));

        (double X, double Y) Map(double x, double y)
        {
            double across = (x - 250) * factor, down = (y - 250) * factor;
            return ((code.Width / 2) + (across * cos) - (down * sin), (code.Height / 2) + (across * sin) + (down * cos));
        }
    }

    [Fact]
    public void A_code_on_a_shaded_ground_is_read()
    {
        var image = Plain(5);
        for (var i = 0; i < image.Pixels.Length; i++) image.Pixels[i] = (byte)((image.Pixels[i] / 3) + (i % image.Width * 150 / image.Width));
        AssertReads(image);
    }

    [Fact]
    public void Noise_is_overcome()
    {
        var image = Plain(6);
        uint state = 20260808;
        for (var i = 0; i < image.Pixels.Length; i++)
        {
            state = (state * 1664525) + 1013904223;
            image.Pixels[i] = (byte)Math.Clamp(image.Pixels[i] + (int)(state >> 25) - 64, 0, 255);
        }

        AssertReads(image);
    }

    [Fact]
    public void A_sign_in_the_middle_is_corrected()
    {
        var modules = QrWriter.Make(Address, level: 'H');
        int size = modules.GetLength(0), middle = size / 2;
        for (var y = middle - 3; y <= middle + 3; y++)
            for (var x = middle - 3; x <= middle + 3; x++)
                modules[x, y] = true;
        AssertReads(QrWriter.Draw(modules));
    }

    [Fact]
    public void A_small_code_on_a_large_page_is_read()
    {
        var page = GrayImage.White(1240, 1754);
        var code = Plain(3);
        for (var y = 0; y < code.Height; y++) code.Pixels.AsSpan(y * code.Width, code.Width).CopyTo(page.Pixels.AsSpan(((1400 + y) * page.Width) + 900));
        AssertReads(page);
    }

    [Fact]
    public void Several_codes_in_one_picture_are_read()
    {
        var sheet = GrayImage.White(600, 600);
        for (var i = 0; i < 9; i++)
        {
            var code = QrWriter.Draw(QrWriter.Make($"code {i}"), 5);
            for (var y = 0; y < code.Height; y++) code.Pixels.AsSpan(y * code.Width, code.Width).CopyTo(sheet.Pixels.AsSpan((((i / 3 * 200) + y) * sheet.Width) + (i % 3 * 200)));
        }

        Assert.Equal(Enumerable.Range(0, 9).Select(i => $"code {i}"), Read(sheet).Select(code => code.Text).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Digits_letters_kanji_and_character_sets_are_read()
    {
        AssertReads("8675309", _ => "0001" + QrWriter.Bits(7, 10) + QrWriter.Bits(867, 10) + QrWriter.Bits(530, 10) + QrWriter.Bits(9, 4));
        AssertReads("AC-42", _ => "0010" + QrWriter.Bits(5, 9) + QrWriter.Bits((10 * 45) + 12, 11) + QrWriter.Bits((41 * 45) + 4, 11) + QrWriter.Bits(2, 6));
        AssertReads("点茗", _ => "1000" + QrWriter.Bits(2, 8) + QrWriter.Bits(0xD9F, 13) + QrWriter.Bits(0x1AAA, 13));
        AssertReads("é", QrWriter.Bytes([0xE9], before: "0111" + QrWriter.Bits(3, 8)));
        AssertReads("ありがとう", QrWriter.Bytes([0x82, 0xA0, 0x82, 0xE8, 0x82, 0xAA, 0x82, 0xC6, 0x82, 0xA4]));
    }

    [Fact]
    public void A_part_of_several_says_which_it_is()
    {
        var modules = QrWriter.Make(QrWriter.Bytes("part"u8.ToArray(), before: "0011" + QrWriter.Bits(1, 4) + QrWriter.Bits(2, 4) + QrWriter.Bits(77, 8)), 2, 'M', 0);
        Assert.Equal((1, 3, 77), Assert.Single(Read(QrWriter.Draw(modules))).Part);
    }

    [Fact]
    public void As_much_damage_as_the_correction_bears_is_undone_and_not_more()
    {
        // Version 1 H has 9 bytes of data and 17 for correction: 8 wrong ones can be told.
        byte[] block = [.. "ninebytes"u8, .. QrWriter.CheckOf("ninebytes"u8.ToArray(), 17)];
        for (var wrong = 0; wrong <= 8; wrong++)
        {
            byte[] damaged = [.. block];
            for (var i = 0; i < wrong; i++) damaged[i * 3] ^= (byte)(0x5A + i);
            Assert.True(ReedSolomon.Correct(damaged, 17));
            Assert.Equal(block, damaged);
        }

        byte[] hopeless = [.. block.Select((value, i) => i < 9 ? (byte)(value ^ 0x5A) : value)];
        Assert.False(ReedSolomon.Correct(hopeless, 17) && hopeless.AsSpan().SequenceEqual(block));
    }

    [Fact]
    public void Noise_alone_gives_no_code_and_ends_in_time()
    {
        var image = GrayImage.White(900, 900);
        uint state = 7;
        for (var i = 0; i < image.Pixels.Length; i++)
        {
            state = (state * 1664525) + 1013904223;
            image.Pixels[i] = (state >> 30 & 1) != 0 ? (byte)255 : (byte)0;
        }

        List<string> notes = [];
        Assert.Empty(QrReader.Read(image, Budget(notes)));
        Assert.Empty(notes);
    }

    [Fact]
    public void A_picture_full_of_corner_squares_ends_in_time()
    {
        var image = GrayImage.White(1200, 1200);
        for (var y = 0; y < image.Height; y++)
            for (var x = 0; x < image.Width; x++)
                if (Math.Max(Math.Abs((x % 30) - 15), Math.Abs((y % 30) - 15)) / 3 is 0 or 1 or 3)
                    image.Pixels[(y * image.Width) + x] = 0;
        List<string> notes = [];
        Assert.Empty(QrReader.Read(image, Budget(notes)));
        Assert.Empty(notes);
    }

    private static GrayImage Plain(int scale = 4) => QrWriter.Draw(QrWriter.Make(Address), scale);

    private static void AssertReads(GrayImage image) => Assert.Equal([Address], Read(image).Select(code => code.Text));

    private static void AssertReads(string text, Func<int, string> bits) => Assert.Equal([text], Read(QrWriter.Draw(QrWriter.Make(bits, 2, 'M', 3))).Select(code => code.Text));

    private static IReadOnlyList<QrCode> Read(GrayImage image) => QrReader.Read(image, Budget());

    private static ImageBudget Budget(List<string>? notes = null) => new(new InspectLimits { MaxImageMilliseconds = 10_000 }, TimeProvider.System, note => notes?.Add(note), default);
}
