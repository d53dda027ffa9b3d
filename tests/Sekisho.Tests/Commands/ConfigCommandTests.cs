using System.Text.Json;
using Sekisho.Configuration;
using Sekisho.Output;

namespace Sekisho.Tests.Commands;

public sealed class ConfigCommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("sekisho-config-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Check_tells_every_error_as_a_line_of_json_and_ends_with_1()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder, "bad.yaml"), "nothing: 1\nlimits:\n  recipients: 0\n");
        var run = await CommandRun.Of(new FakeSystem(), "", ["config", "check", "--config", "bad.yaml", "--json"], _folder);
        Assert.Equal(ExitCodes.Failed, run.Exit);
        var errors = run.Lines.Select(line => JsonDocument.Parse(line).RootElement).ToList();
        Assert.Equal([(1, "nothing"), (3, "limits.recipients")], errors.Select(error => (error.GetProperty("line").GetInt32(), error.GetProperty("key").GetString()!)));
        Assert.All(errors, error => Assert.NotEmpty(error.GetProperty("advice").GetString()!));
    }

    [Fact]
    public async Task Check_of_a_file_that_is_not_there_ends_with_1()
    {
        var run = await CommandRun.Of(new FakeSystem(), "", ["config", "check", "--config", "none.yaml"], _folder);
        Assert.Equal(ExitCodes.Failed, run.Exit);
        Assert.Contains("none.yaml: There is no such file.", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_file_the_defaults_are_good()
    {
        var run = await CommandRun.Of(new FakeSystem(), "", ["config", "check"], _folder);
        Assert.Equal((ExitCodes.Done, ""), (run.Exit, run.Out));
    }

    [Fact]
    public async Task The_example_is_a_file_that_check_finds_good()
    {
        var example = await CommandRun.Of("config", "example");
        Assert.Equal(ConfigExample.Write(), example.Out);
        await File.WriteAllTextAsync(Path.Combine(_folder, "sekisho.yaml"), example.Out);
        var check = await CommandRun.Of(new FakeSystem(), "", ["config", "check"], _folder);
        Assert.Equal(ExitCodes.Done, check.Exit);
        Assert.Contains(Path.Combine(_folder, "data"), check.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_running_system_is_found_through_the_file_and_through_data()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder, "sekisho.yaml"), "data: here\n");
        await File.WriteAllTextAsync(Path.Combine(_folder, "bad.yaml"), "dat: here\n");
        var system = new FakeSystem();
        await CommandRun.Of(system, "", ["queue", "list"], _folder);
        Assert.Equal(Path.Combine(_folder, "here"), system.Folder);
        await CommandRun.Of(system, "", ["queue", "list", "--data", "there"], _folder);
        Assert.Equal(Path.Combine(_folder, "there"), system.Folder);
        // --data finds it even when the configuration is broken; without it the errors are told.
        await CommandRun.Of(system, "", ["queue", "list", "--config", "bad.yaml", "--data", "elsewhere"], _folder);
        Assert.Equal(Path.Combine(_folder, "elsewhere"), system.Folder);
        var run = await CommandRun.Of(new FakeSystem(), "", ["queue", "list", "--config", "bad.yaml"], _folder);
        Assert.Equal(ExitCodes.Failed, run.Exit);
        Assert.Contains("Did you mean 'data'?", run.Error, StringComparison.Ordinal);
    }
}
