using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Sekisho.Flow.Tests.Support;
using Sekisho.Roles.Table;
using Sekisho.Testing;

namespace Sekisho.Flow.Tests;

/// <summary>The whole system runs confined, and says so; what each role could reach was tried.</summary>
public sealed class ConfinementTests(SharedSystem system) : IClassFixture<SharedSystem>
{
    private static readonly byte[] Hello = WireForm.Stuffed("From: <a@elsewhere.test>\r\nSubject: hello\r\n\r\nHello.\r\n"u8);

    [ConfinedFact]
    public async Task Every_role_is_confined_and_a_message_passes_all_of_them()
    {
        await using var sink = new SinkServer();
        var sekisho = system.Sekisho;
        await PassAsync(sekisho, sink);
        var processes = (await sekisho.JsonAsync("status")).Where(line => line.GetProperty("item").GetString() == "process").ToList();
        Assert.True(processes.Count >= RoleTable.StartOrder.Count);
        foreach (var process in processes)
        {
            Assert.True(process.GetProperty("confined").GetBoolean(), process.ToString());
            Assert.False(process.TryGetProperty("unconfined", out _));
            // As the kernel sees it, on every thread.
            var id = process.GetProperty("pid").GetInt32();
            foreach (var task in Directory.GetDirectories($"/proc/{id}/task"))
            {
                var status = await File.ReadAllLinesAsync(Path.Combine(task, "status"));
                Assert.Contains("Seccomp:\t2", status);
                Assert.Contains("NoNewPrivs:\t1", status);
                Assert.Contains("CapEff:\t0000000000000000", status);
            }
        }

        // A role that was killed comes back as confined as before.
        await sekisho.KillAsync("store");
        Assert.True(
            await SinkServer.WaitAsync(() => sekisho.RunAsync("status", "--json").GetAwaiter().GetResult() is { ExitCode: 0 } again && !again.StandardOutput.Contains("\"confined\":false", StringComparison.Ordinal), TimeSpan.FromMinutes(2)));
    }

    [ConfinedFact]
    public async Task Nothing_is_reached_that_the_table_does_not_allow()
    {
        var result = await system.Sekisho.RunAsync("blast-radius", "--json");
        Assert.True(result.ExitCode == 0, result.StandardError);
        Check(result.StandardOutput);
        // Beside the running system, whose data it could not reach either.
        var cells = Cells(result.StandardOutput);
        Assert.Equal(RoleTable.StartOrder.Count, cells.Count(cell => cell.GetProperty("target").GetString() == "the data folder in use"));
        Assert.DoesNotContain("TOO TIGHT", result.StandardError, StringComparison.Ordinal);
    }

    [ConfinedFact]
    public async Task The_matrix_can_be_read_by_people()
    {
        var result = await system.Sekisho.RunAsync("blast-radius");
        Assert.Equal(0, result.ExitCode);
        var row = result.StandardOutput.Split('\n').Single(line => line.TrimEnd().EndsWith(" store.accept", StringComparison.Ordinal));
        var words = row.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(("call", "yes", RoleTable.StartOrder.Count - 2), (words[0], words[1], words.Count(word => word == "·"))); // mx, and deliver for what it disarms later
    }

    [ConfinedFact]
    public async Task A_scanner_on_a_port_is_reached_from_inside() => await ScanAsync(new IPEndPoint(IPAddress.Loopback, 0));

    [ConfinedFact]
    public async Task A_scanner_on_a_socket_is_reached_from_inside()
    {
        var folder = Directory.CreateTempSubdirectory("sekisho-scanner-").FullName;
        await ScanAsync(new UnixDomainSocketEndPoint(Path.Combine(folder, "clamd.sock")));
        Directory.Delete(folder, recursive: true);
    }

    [ConfinedFact(needsRoot: true)]
    public async Task With_a_user_for_each_role_mail_passes_and_the_system_can_go_back()
    {
        await using var sink = new SinkServer();
        var folder = Directory.CreateTempSubdirectory("sekisho-users-").FullName;
        using var through = new OpenedFolders(AppContext.BaseDirectory, folder);
        try
        {
            foreach (var configuration in (string[])["confinement:\n  firstUser: 61600", ""])
            {
                await using var sekisho = new SekishoProcess(Path.Combine(folder, "data")) { ExtraConfiguration = configuration };
                await sekisho.StartAsync();
                await PassAsync(sekisho, sink);
                var users = (await sekisho.JsonAsync("status")).Where(line => line.TryGetProperty("role", out _))
                    .GroupBy(line => line.GetProperty("role").GetString(), line => UserOf(line.GetProperty("pid").GetInt32())).Select(role => role.Distinct().Single()).ToList();
                Assert.Equal(configuration.Length > 0 ? users.Count : 1, users.Distinct().Count());
                Assert.Equal(configuration.Length > 0, users.All(user => user > 61600));
                Assert.Equal(0, await sekisho.StopAsync());
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [ConfinedFact(needsRoot: true)]
    public async Task An_ordinary_user_can_try_it_as_well()
    {
        var folder = Directory.CreateTempSubdirectory("sekisho-nobody-").FullName;
        using var through = new OpenedFolders(AppContext.BaseDirectory, folder);
        try
        {
            File.SetUnixFileMode(folder, File.GetUnixFileMode(folder) | UnixFileMode.OtherRead | UnixFileMode.OtherWrite);
            await using var program = RunningProgram.Start(
                "setpriv", ["--reuid=65534", "--regid=65534", "--clear-groups", ProgramFactAttribute.Find("dotnet")!, Path.Combine(AppContext.BaseDirectory, "sekisho.dll"), "blast-radius", "--json"],
                folder, new Dictionary<string, string?> { ["HOME"] = folder, ["TMPDIR"] = folder });
            var code = await program.WaitForExitAsync(TimeSpan.FromMinutes(2));
            Assert.True(code == 0, program.StandardError);
            await program.WaitForLineAsync("no role reached more");
            Check(program.StandardOutput);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [ConfinedFact]
    public async Task One_process_for_all_says_loudly_that_nothing_is_confined()
    {
        await using var sekisho = new SekishoProcess();
        await sekisho.StartAsync("--single-process");
        Assert.True(await SinkServer.WaitAsync(() => sekisho.Log.Contains("NOT CONFINED", StringComparison.Ordinal), TimeSpan.FromSeconds(30)), sekisho.Log);
        var status = await sekisho.RunAsync("status", "--json");
        Assert.DoesNotContain("\"confined\":true", status.StandardOutput, StringComparison.Ordinal);
        Assert.Contains(" NO ", (await sekisho.RunAsync("status")).StandardOutput, StringComparison.Ordinal);
    }

    private static async Task ScanAsync(EndPoint at)
    {
        await using var scanner = new FakeScanner(at);
        await using var sink = new SinkServer();
        await using var sekisho = new SekishoProcess
        {
            ExtraConfiguration = $"clamd:\n  address: \"{(scanner.Address is IPEndPoint tcp ? tcp : $"unix:{scanner.Address}")}\"",
        };
        await sekisho.StartAsync();
        await PassAsync(sekisho, sink);
        Assert.Equal(1, scanner.Scanned);
        var blast = await sekisho.RunAsync("blast-radius", "--json");
        Assert.True(blast.ExitCode == 0, blast.StandardError);
        Check(blast.StandardOutput);
    }

    private static async Task PassAsync(SekishoProcess sekisho, SinkServer sink)
    {
        var before = sink.Count;
        var name = $"cage{before}";
        await sekisho.AddTenantAsync(name, $"{name}.test", sink.Address, "--relay-tls", "none");
        await using var client = await RawSmtpClient.ConnectAsync(sekisho.Mx);
        Assert.StartsWith("250", await client.SendMessageAsync("a@elsewhere.test", [$"x@{name}.test"], Hello), StringComparison.Ordinal);
        Assert.True(await SinkServer.WaitAsync(() => sink.Count > before, TimeSpan.FromMinutes(2)), "it never arrived");
    }

    private static void Check(string output)
    {
        var cells = Cells(output);
        Assert.True(cells.Count > 400, $"only {cells.Count} cells");
        Assert.All(cells, cell =>
        {
            Assert.Equal(["role", "action", "target", "expected", "found", "how"], cell.EnumerateObject().Select(field => field.Name));
            Assert.Equal(cell.GetProperty("expected").GetBoolean(), cell.GetProperty("found").GetBoolean());
        });
        Assert.Equal(RoleTable.StartOrder.Count, cells.Select(cell => cell.GetProperty("role").GetString()).Distinct().Count());
        Assert.Contains(cells, cell => cell.GetProperty("found").GetBoolean());
    }

    private static List<JsonElement> Cells(string output) =>
        [.. output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => line.StartsWith('{')).Select(line => JsonDocument.Parse(line).RootElement)];

    private static int UserOf(int process) =>
        int.Parse(File.ReadLines($"/proc/{process}/status").First(line => line.StartsWith("Uid:", StringComparison.Ordinal)).Split('\t')[1], CultureInfo.InvariantCulture);
}
