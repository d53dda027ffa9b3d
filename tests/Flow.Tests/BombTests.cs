using System.Text.Json;
using Sekisho.Testing;
using Sekisho.Testing.Bombs;

namespace Sekisho.Flow.Tests;

/// <summary>Files that are made to cost memory, inspected by the program with a heap that is held to 100 MB: more would end in "inspection_crashed".</summary>
public sealed class BombTests
{
    private const string HeapOf100Megabytes = "0x5F5E100";

    /// <summary>Messages larger than this are left to the benchmark: their text and its decoded form alone are a third of the heap.</summary>
    private const int MaxMessageBytes = 11 * 1024 * 1024;

    /// <summary>Documents of ten megabytes with as many objects as are read at most: those take 180 MB, and not more. No archive is like that.</summary>
    private static readonly string[] TooLarge = ["objects.pdf", "references.pdf"];

    [Fact]
    public async Task Bombs_are_inspected_within_100_megabytes()
    {
        var folder = Directory.CreateTempSubdirectory("sekisho-bomb-").FullName;
        var set = new List<Bomb>();
        foreach (var bomb in BombList.All.Where(bomb => !bomb.Name.StartsWith("pieces-", StringComparison.Ordinal) && !TooLarge.Contains(bomb.Name)))
        {
            var message = bomb.Message();
            if (message.Length > MaxMessageBytes) continue;
            set.Add(bomb);
            await File.WriteAllBytesAsync(Path.Combine(folder, bomb.Name + ".message"), message);
        }

        Assert.Equal(90, set.Count);
        var results = await InspectAsync([.. set.Select(bomb => Path.Combine(folder, bomb.Name + ".message"))]);
        Directory.Delete(folder, recursive: true);
        Assert.Equal(set.Count, results.Count);
        for (var i = 0; i < set.Count; i++)
        {
            var codes = results[i].GetProperty("reasons").EnumerateArray().Select(item => item.GetProperty("code").GetString()).ToArray();
            Assert.False(codes.Contains("inspection_crashed") || codes.Contains("inspection_timeout"), $"{set[i].Name}: {string.Join(", ", codes)}");
            if (!set[i].IsMessage) Assert.Contains(set[i].Name, results[i].GetProperty("facts").GetProperty("attachments.files").EnumerateArray().Select(file => file.GetString()));
            if (set[i].Reason is not { } reason) continue;
            Assert.True(codes.Contains(reason), $"{set[i].Name}: {string.Join(", ", codes)}");
            Assert.Equal("quarantine", results[i].GetProperty("disposition").GetString());
        }
    }

    private static async Task<List<JsonElement>> InspectAsync(IReadOnlyList<string> files)
    {
        await using var program = RunningProgram.Start("dotnet", [Path.Combine(AppContext.BaseDirectory, "sekisho.dll"), "inspect", "--json", .. files], environment: new Dictionary<string, string?> { ["DOTNET_GCHeapHardLimit"] = HeapOf100Megabytes });
        Assert.Equal(0, await program.WaitForExitAsync());
        return [.. program.StandardOutput.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement.Clone())];
    }
}
