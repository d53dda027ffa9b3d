using System.Text.Json;
using Sekisho.Testing;
using Sekisho.Testing.Bombs;

namespace Sekisho.Flow.Tests;

/// <summary>Files that are made to cost memory, inspected by the program with a heap that is held to 100 MB: more would end in "inspection_crashed".</summary>
public sealed class BombTests
{
    private const string HeapOf100Megabytes = "0x5F5E100";

    [Theory]
    [InlineData("many.zip")]
    [InlineData("deep.zip")]
    [InlineData("overlapping.zip")]
    [InlineData("shared.zip")]
    [InlineData("small.bz2.zip")]
    [InlineData("tables.lzma.zip")]
    [InlineData("members.tar.gz")]
    [InlineData("one.gz")]
    [InlineData("one.bz2")]
    [InlineData("one.xz")]
    [InlineData("one.zst")]
    [InlineData("literals.xz")]
    [InlineData("resets.xz")]
    [InlineData("zeros.cab")]
    [InlineData("one.vhd")]
    [InlineData("units.vhd")]
    [InlineData("records.iso")]
    [InlineData("text.docx")]
    [InlineData("tag.docx")]
    [InlineData("elements.docx")]
    [InlineData("relations.docx")]
    [InlineData("modules.doc")]
    [InlineData("twice.pdf")]
    [InlineData("packed-objects.pdf")]
    [InlineData("objects.pdf")]
    [InlineData("references.pdf")]
    [InlineData("values.pdf")]
    [InlineData("content.pdf")]
    [InlineData("paths.svg")]
    [InlineData("folders.7z")]
    [InlineData("links-page.eml")]
    [InlineData("pixels.png")]
    [InlineData("pixels.webp")]
    [InlineData("pixels-lossy.webp")]
    [InlineData("pixels.tif")]
    [InlineData("pixels.jpg")]
    [InlineData("many-pictures.eml")]
    public async Task A_bomb_is_inspected_within_100_megabytes(string name)
    {
        var bomb = BombList.Of(name);
        var message = bomb.Message();
        Assert.InRange(message.Length, 1, 16 * 1024 * 1024);
        var result = await InspectAsync(message);
        var codes = result.GetProperty("reasons").EnumerateArray().Select(item => item.GetProperty("code").GetString()).ToArray();
        Assert.DoesNotContain("inspection_crashed", codes);
        Assert.DoesNotContain("inspection_timeout", codes);
        if (!bomb.IsMessage) Assert.Contains(name, result.GetProperty("facts").GetProperty("attachments.files").EnumerateArray().Select(file => file.GetString()));
        if (bomb.Reason is null) return;
        Assert.Contains(bomb.Reason, codes);
        Assert.Equal("quarantine", result.GetProperty("disposition").GetString());
    }

    private static async Task<JsonElement> InspectAsync(byte[] message)
    {
        var file = Path.Combine(Directory.CreateTempSubdirectory("sekisho-bomb-").FullName, "message.eml");
        await File.WriteAllBytesAsync(file, message);
        // What is held counts, not what the collector has freed and keeps for later: told to conserve, it gives that back first.
        await using var program = RunningProgram.Start("dotnet", [Path.Combine(AppContext.BaseDirectory, "sekisho.dll"), "inspect", "--json", file], environment: new Dictionary<string, string?> { ["DOTNET_GCHeapHardLimit"] = HeapOf100Megabytes, ["DOTNET_GCConserveMemory"] = "5" });
        Assert.Equal(0, await program.WaitForExitAsync());
        Directory.Delete(Path.GetDirectoryName(file)!, recursive: true);
        return JsonDocument.Parse(program.StandardOutput).RootElement.Clone();
    }
}
