using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Sekisho.Roles.Calls.Wire;
using Sekisho.Roles.Logs;
using Sekisho.Roles.Supervision;
using Sekisho.Testing;

namespace Sekisho.Roles.Tests.Logs;

public sealed partial class LogTests
{
    private static readonly LogRecord Record = new()
    {
        Time = new DateTimeOffset(2026, 1, 2, 3, 4, 5, 678, TimeSpan.Zero),
        Level = LogLevel.Warning,
        Instance = "mx",
        Category = "smtp",
        Event = "Refused",
        Message = "Refused 関所",
        Fields = [new("code", 550L), new("client", "192.0.2.1"), new("tls", true)],
    };

    [Fact]
    public void A_record_is_one_line_of_compact_json()
    {
        var line = Json(Record);
        Assert.Equal(
            """{"t":"2026-01-02T03:04:05.678000Z","level":"warn","role":"mx","category":"smtp","event":"Refused","message":"Refused \u95A2\u6240","code":550,"client":"192.0.2.1","tls":true}""" + "\n",
            line);
        var read = LogJson.Read(Encoding.UTF8.GetBytes(line.TrimEnd()), "mx")!;
        Assert.Equal(Record with { Fields = read.Fields }, read);
        Assert.Equal(Record.Fields.ToArray(), read.Fields.ToArray());
    }

    [Fact]
    public void A_role_cannot_write_under_the_name_of_another()
    {
        var read = LogJson.Read(Encoding.UTF8.GetBytes(Json(Record with { Instance = "store" }).TrimEnd()), "mx");
        Assert.Equal("mx", read!.Instance);
        var forged = Json(Record with { Fields = [new("role", "store"), new("level", "info")] });
        Assert.Contains("\"role_\":\"store\"", forged);
        Assert.Equal(1, forged.Split("\"role\":").Length - 1);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("{}")]
    [InlineData("[1]")]
    [InlineData("Unhandled exception. System.OutOfMemoryException")]
    [InlineData("""{"t":"yesterday","message":"x"}""")]
    [InlineData("""{"t":"2026-01-02T03:04:05Z"}""")]
    public void What_is_no_record_is_not_taken_for_one(string line) =>
        Assert.Null(LogJson.Read(Encoding.UTF8.GetBytes(line), "mx"));

    [Fact]
    public void A_line_for_people_has_time_role_level_and_message() =>
        Assert.Equal("03:04:05.678 mx         warn  Refused 関所\n", LogText.Format(Record, TimeZoneInfo.Utc));

    [Fact]
    public void An_exception_follows_indented()
    {
        var text = LogText.Format(Record with { Exception = "System.IO.IOException: full\n   at A()\r\n   at B()" }, TimeZoneInfo.Utc);
        Assert.Equal(["03:04:05.678 mx         warn  Refused 関所", "             | System.IO.IOException: full", "             | at A()", "             | at B()", ""], text.Split('\n'));
    }

    [Theory]
    [InlineData("\x1b[2J", "\\u001b[2J")]
    [InlineData("a\r\n12:00:00.000 store info  forged", "a\\u000d\\u000a12:00:00.000 store info  forged")]
    [InlineData("\u009b31m", "\\u009b31m")]
    [InlineData("\u202Egpj.exe", "\\u202egpj.exe")]
    public void What_a_client_says_cannot_steer_the_terminal(string message, string shown) =>
        Assert.EndsWith(" " + shown + "\n", LogText.Format(Record with { Message = message }, TimeZoneInfo.Utc));

    [Fact]
    public void A_text_that_is_too_long_is_cut()
    {
        var atLimit = Json(Record with { Message = new string('x', LogJson.LongestText) });
        var beyond = Json(Record with { Message = new string('x', LogJson.LongestText + 1) });
        Assert.DoesNotContain("\\u2026", atLimit);
        Assert.Contains("\\u2026", beyond);
        Assert.Equal(atLimit.Length + "\\u2026".Length, beyond.Length);
    }

    [Fact]
    public async Task A_reader_that_is_too_slow_loses_records_and_is_told_how_many()
    {
        var output = new StuckStream();
        var stream = new LogStream(output, json: true, new ManualTimeProvider());
        stream.Write(Record);
        await output.Entered.Task.WaitAsync(TimeSpan.FromMinutes(2));
        for (var i = 0; i < 8192 + 5; i++) stream.Write(Record);
        output.Release.SetResult();
        await stream.DisposeAsync();
        var lines = Encoding.UTF8.GetString(output.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(1 + 8192 + 1, lines.Length);
        Assert.Contains("5 log records were dropped", lines[^1]);
    }

    [Fact]
    public async Task Loggers_write_their_fields_and_keep_quiet_below_their_level()
    {
        using var output = new MemoryStream();
        var stream = new LogStream(output, json: true, new ManualTimeProvider());
        using (var logs = new RoleLogs(stream, "inspect.2", LogLevel.Information, new ManualTimeProvider()))
        {
            Say(logs.CreateLogger("pipeline"), "report.pdf", 3, new IOException("full"));
            logs.CreateLogger("pipeline").LogDebug("not this");
            logs.CreateLogger("Microsoft.AspNetCore.Server.Kestrel").LogInformation("nor this");
            logs.CreateLogger("Microsoft.AspNetCore.Server.Kestrel").LogWarning("but this");
        }

        await stream.DisposeAsync();
        var lines = Encoding.UTF8.GetString(output.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(2, lines.Length);
        var record = JsonDocument.Parse(lines[0]).RootElement;
        Assert.Equal("inspect.2", record.GetProperty("role").GetString());
        Assert.Equal("Say", record.GetProperty("event").GetString());
        Assert.Equal("The part report.pdf is of kind 3.", record.GetProperty("message").GetString());
        Assert.Equal(3, record.GetProperty("kind").GetInt32());
        Assert.StartsWith("System.IO.IOException: full", record.GetProperty("exception").GetString());
        Assert.Contains("but this", lines[1]);
    }

    [Fact]
    public async Task Lines_without_an_end_come_in_pieces_of_bounded_size()
    {
        var sizes = new List<int>();
        var bytes = Enumerable.Repeat((byte)'x', (2 * BoundedLines.LongestLineBytes) + 10).Concat("\nlast"u8.ToArray()).ToArray();
        await BoundedLines.ReadAsync(new MemoryStream(bytes), line => sizes.Add(line.Length));
        Assert.Equal([BoundedLines.LongestLineBytes, BoundedLines.LongestLineBytes, 10, 4], sizes);
    }

    [LoggerMessage(7, LogLevel.Error, "The part {Part} is of kind {Kind}.")]
    private static partial void Say(ILogger log, string part, int kind, Exception problem);

    private static string Json(LogRecord record)
    {
        var buffer = new WireBuffer();
        LogJson.Write(buffer, record);
        return Encoding.UTF8.GetString(buffer.Written.Span);
    }

    private sealed class StuckStream : MemoryStream
    {
        public TaskCompletionSource Entered { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource Release { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            Entered.TrySetResult();
            await Release.Task;
            Write(buffer.Span);
        }
    }
}
