using System.Text;
using Sekisho.Flow.Tests.Support;

namespace Sekisho.Flow.Tests;

/// <summary>House rule 5: what could not be inspected is held, never dropped and never silently delivered.</summary>
public sealed class WorkerFaultTests(WorkerFaultTests.FaultySystem system) : IClassFixture<WorkerFaultTests.FaultySystem>
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    [Theory]
    [InlineData("crash", "inspection_crashed")]
    [InlineData("hang", "inspection_")]
    [InlineData("memory", "inspection_crashed")]
    public async Task A_message_that_breaks_its_worker_is_held_and_others_pass(string fault, string reason)
    {
        await using var sink = new SinkServer();
        var sekisho = system.Sekisho;
        var domain = await system.AddTenantAsync(sink);
        // The worker that the test before has broken is there again.
        Assert.True(await SinkServer.WaitAsync(() => sekisho.RunAsync("status", "--json").GetAwaiter().GetResult().ExitCode == 0, Patience), "not every process runs");
        var before = await sekisho.ProcessesAsync("inspect");

        await using var poison = await RawSmtpClient.ConnectAsync(sekisho.Mx);
        var breaking = poison.SendMessageAsync("a@elsewhere.test", [$"poison@{domain}"], Message("poison", fault));
        await using var good = await RawSmtpClient.ConnectAsync(sekisho.Mx);
        for (var i = 0; i < 20; i++)
            Assert.StartsWith("250", await good.SendMessageAsync("a@elsewhere.test", [$"good{i}@{domain}"], Message($"good {i}", null)), StringComparison.Ordinal);
        var reply = await breaking;
        Assert.StartsWith("250", reply, StringComparison.Ordinal);

        Assert.True(await SinkServer.WaitAsync(() => sink.Count == 20, Patience), $"{sink.Count} of 20 good messages arrived");
        var trace = Assert.Single(await sekisho.JsonAsync("trace", reply.Split(' ')[^1]));
        var codes = trace.GetProperty("verdict").GetProperty("reasons").EnumerateArray().Select(item => item.GetProperty("code").GetString()!);
        Assert.Contains(codes, code => code.StartsWith(reason, StringComparison.Ordinal));
        Assert.DoesNotContain(sink.Messages, message => message.Recipients[0].StartsWith("poison", StringComparison.Ordinal));
        Assert.True(
            await SinkServer.WaitAsync(() => Replaced(before, sekisho.ProcessesAsync("inspect").GetAwaiter().GetResult()), Patience),
            "the broken worker was not replaced");
    }

    /// <summary>Two workers that a message can break.</summary>
    public sealed class FaultySystem() : SharedSystem(new SekishoProcess
    {
        Workers = 0,
        ExtraConfiguration = """
            inspect:
              workers: 2
              timeoutSeconds: 3
            """,
        Environment = { ["SEKISHO_TEST_FAULTS"] = "1" },
    });

    private static bool Replaced(IReadOnlyList<int> before, IReadOnlyList<int> now) =>
        now.Count == before.Count && now.Except(before).Any();

    private static byte[] Message(string subject, string? fault) => WireForm.Stuffed(Encoding.ASCII.GetBytes(
        $"From: <a@elsewhere.test>\r\nSubject: {subject}\r\n" + (fault is null ? "" : $"X-Sekisho-Test-Fault: {fault}\r\n") + "\r\nText.\r\n"));
}
