using System.Security.Cryptography;
using Sekisho.Inspect.Containers;
using Sekisho.Inspect.Containers.Compress;
using Sekisho.Inspect.Containers.Lz4;
using Sekisho.Inspect.Containers.Zstd;
using Sekisho.Testing;
using Sekisho.Testing.Archives;

namespace Sekisho.Inspect.Tests.Containers;

/// <summary>What real programs pack comes out again; each test is skipped where its program is not installed.</summary>
public sealed class RealPackersTests
{
    [ProgramFact("zstd")]
    public async Task All_that_zstd_packs_comes_out_again()
    {
        var count = await RoundAsync("zstd", [["-1"], ["-3", "--no-check"], ["-9"], ["-19"], ["--fast=5"], ["--ultra", "-22"]], ["-q", "-f", "-k", "-o"], (packed, max) => (ZstdDecoder.Decode(packed, max, () => true, out var isWhole), isWhole));
        Assert.Equal(48, count);
    }

    [ProgramFact("lz4")]
    public async Task All_that_lz4_packs_comes_out_again()
    {
        var count = await RoundAsync("lz4", [["-1", "-B4"], ["-9", "-BD"], ["-12", "-BX", "--content-size"], ["-l"]], ["-q", "-f", "-k"], (packed, max) => (Lz4Decoder.Decode(packed, max, out var isWhole), isWhole), outputLast: true);
        Assert.Equal(32, count);
    }

    [ProgramFact("xz")]
    public async Task All_that_xz_packs_with_filters_comes_out_again()
    {
        var count = await RoundAsync("xz", [["--x86", "--lzma2"], ["--arm", "--lzma2"], ["--armthumb", "--lzma2"], ["--arm64", "--lzma2"], ["--delta=dist=4", "--x86=start=4096", "--lzma2"], ["--block-size=40000", "--x86", "--lzma2"]], ["-c"], (packed, max) => (XzDecoder.Decode(packed, max), true), toOutput: true);
        Assert.Equal(18, count);
    }

    [ProgramFact("compress")]
    public async Task All_that_compress_packs_comes_out_again()
    {
        var count = await RoundAsync("compress", [["-b", "16"], ["-b", "12"]], ["-f", "-c"], (packed, max) => (LzwDecoder.Decode(packed, max, out var isWhole), isWhole), toOutput: true);
        Assert.Equal(6, count);
    }

    [ProgramFact("7z")]
    public async Task All_that_7z_packs_with_filters_and_a_password_comes_out_again()
    {
        using var folder = new TemporaryFolder("packers");
        var count = 0;
        string[][] ways = [["-m0=BCJ", "-m1=LZMA"], ["-m0=BCJ2", "-m1=LZMA", "-m2=LZMA", "-m3=LZMA", "-mb0:1", "-mb0s1:2", "-mb0s2:3"], ["-m0=ARM", "-m1=LZMA2"], ["-m0=ARMT", "-m1=LZMA"], ["-m0=ARM64", "-m1=LZMA"], ["-m0=Delta:4", "-m1=LZMA2"], ["-m0=BZip2"], ["-m0=BCJ", "-m1=LZMA2", "-pword5!"], ["-m0=Copy", "-pword5!", "-mhe=on"], ["-m0=Deflate", "-mhe=on", "-pword5!"]];
        foreach (var (name, content) in TestContent.All.Where(item => item.Name is "one" or "words" or "mixed" or "calls"))
        {
            await File.WriteAllBytesAsync(folder["a.bin"], content);
            foreach (var way in ways)
            {
                File.Delete(folder["a.7z"]);
                await RunAsync("7z", ["a", "-t7z", "-bd", .. way, folder["a.7z"], folder["a.bin"]]);
                var verdict = await Inspecting.MessageAsync(Inspecting.WithAttachment("a.7z", await File.ReadAllBytesAsync(folder["a.7z"])).Replace("\nwords\n", "\nThe password is word5!\n", StringComparison.Ordinal));
                Assert.True(verdict.List("archives.sha256") is [var hash] && hash == Convert.ToHexStringLower(SHA256.HashData(content)), $"{name}: {string.Join(' ', way)}");
                count++;
            }
        }

        Assert.Equal(40, count);
    }

    [RarReaderFact]
    public async Task Our_own_locked_rar_files_are_such_as_another_program_opens()
    {
        using var folder = new TemporaryFolder("packers");
        var content = "harmless words"u8.ToArray();
        foreach (var archive in (byte[][])[LockedRar.Write("a.txt", content, "word5!"), LockedRar.Write("a.txt", content, "word5!", hidesNames: true), LockedOldRar.Write("a.txt", content, "word5!"), LockedOldRar.Write("a.txt", content, "word5!", hidesNames: true)])
        {
            await File.WriteAllBytesAsync(folder["a.rar"], archive);
            await using var run = RunningProgram.Start("7z", ["e", "-so", "-bd", "-pword5!", folder["a.rar"]]);
            Assert.Equal(0, await run.WaitForExitAsync());
            Assert.Contains("harmless words", run.StandardOutput, StringComparison.Ordinal);
        }
    }

    [ProgramFact("arj")]
    public async Task All_that_arj_packs_comes_out_again()
    {
        using var folder = new TemporaryFolder("packers");
        var count = 0;
        foreach (var (name, content) in TestContent.All)
        {
            await File.WriteAllBytesAsync(folder["a.bin"], content);
            for (var method = 0; method <= 4; method++)
            {
                File.Delete(folder["a.arj"]);
                await RunAsync("arj", ["a", "-e", "-y", $"-m{method}", folder["a.arj"], folder["a.bin"]]);
                var verdict = await Inspecting.MessageAsync(Inspecting.WithAttachment("a.arj", await File.ReadAllBytesAsync(folder["a.arj"])));
                Assert.Equal(["a.bin"], verdict.List("archives.members"));
                Assert.Empty(verdict.List("archives.broken"));
                // Only the head is unpacked of what cannot have anything in it.
                var unpacked = verdict.List("archives.sha256");
                Assert.True(unpacked.Length == 0 ? name is "noise" or "calls" or "mixed" or "zeros" : unpacked[0] == Convert.ToHexStringLower(SHA256.HashData(content)), $"{name}: method {method}");
                count++;
            }
        }

        Assert.Equal(40, count);
    }

    /// <summary>Skipped where 7z is not there, or was built without the reader of RAR files, as some systems do.</summary>
    [AttributeUsage(AttributeTargets.Method)]
    private sealed class RarReaderFactAttribute : FactAttribute
    {
        private const string Library = "/usr/lib/p7zip/7z.so";

        public RarReaderFactAttribute()
        {
            if (ProgramFactAttribute.Find("7z") is null || !File.Exists(Library) || File.ReadAllBytes(Library).AsSpan().IndexOf("Rar5"u8) < 0) Skip = "SKIPPED: no 7z that reads RAR files is installed here.";
        }
    }

    private delegate (ReadOnlyMemory<byte> Content, bool IsWhole) Decode(ReadOnlySpan<byte> packed, long maxBytes);

    private static async Task<int> RoundAsync(string program, string[][] ways, string[] options, Decode decode, bool toOutput = false, bool outputLast = false)
    {
        using var folder = new TemporaryFolder("packers");
        var count = 0;
        foreach (var (name, content) in toOutput ? TestContent.All.Where(item => item.Name is "one" or "mixed" or "calls") : TestContent.All)
        {
            await File.WriteAllBytesAsync(folder["a"], content);
            foreach (var way in ways)
            {
                string[] call = toOutput ? [program, .. way, .. options, folder["a"]] : outputLast ? [program, .. way, .. options, folder["a"], folder["b"]] : [program, .. way, .. options, folder["b"], folder["a"]];
                if (toOutput) await RunAsync("sh", ["-c", "out=$1; shift; exec \"$@\" > \"$out\"", "sh", folder["b"], .. call]);
                else await RunAsync(program, call[1..]);
                var packed = await File.ReadAllBytesAsync(folder["b"]);
                var (unpacked, isWhole) = decode(packed, content.Length + 1000);
                Assert.True(isWhole && unpacked.Span.SequenceEqual(content), $"{name}: {program} {string.Join(' ', way)}: {unpacked.Length} of {content.Length}");
                // The length is not known to be the whole one here: the limit alone cuts it.
                Assert.True(decode(packed, content.Length / 2).Content.Span.SequenceEqual(content.AsSpan(0, content.Length / 2)), $"{name}, half: {program} {string.Join(' ', way)}");
                count++;
            }
        }

        return count;
    }

    private static async Task RunAsync(string program, string[] arguments)
    {
        await using var run = RunningProgram.Start(program, arguments);
        Assert.True(await run.WaitForExitAsync() is 0 or 2, run.Output);
    }
}
