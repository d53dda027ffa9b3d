using System.Text;
using System.Text.Json;

namespace Sekisho.Roles.Tests.Supervision;

/// <summary>Takes the JSON log of a supervisor, so that tests can wait for what they expect to happen.</summary>
internal sealed class LogCollector : MemoryStream
{
    private readonly Lock _lock = new();
    private readonly List<string> _lines = [];
    private readonly List<(Func<IReadOnlyList<string>, bool> Condition, TaskCompletionSource Met)> _waiting = [];

    public IReadOnlyList<string> Lines
    {
        get
        {
            lock (_lock) return [.. _lines];
        }
    }

    /// <summary>The messages of one process, or of all, in the order in which they came.</summary>
    public IReadOnlyList<string> Messages(string? role = null) =>
        [.. Lines.Select(line => JsonDocument.Parse(line).RootElement)
            .Where(record => role is null || record.GetProperty("role").GetString() == role)
            .Select(record => record.GetProperty("message").GetString()!)];

    public Task ForAsync(string text, int times = 1) => ForAsync(lines => lines.Count(line => line.Contains(text, StringComparison.Ordinal)) >= times, text);

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        lock (_lock)
        {
            _lines.AddRange(Encoding.UTF8.GetString(buffer.Span).Split('\n', StringSplitOptions.RemoveEmptyEntries));
            foreach (var waiter in _waiting.Where(waiter => waiter.Condition(_lines)).ToArray())
            {
                waiter.Met.TrySetResult();
                _waiting.Remove(waiter);
            }
        }

        return ValueTask.CompletedTask;
    }

    private async Task ForAsync(Func<IReadOnlyList<string>, bool> condition, string what)
    {
        var met = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_lock)
        {
            if (condition(_lines)) return;
            _waiting.Add((condition, met));
        }

        try
        {
            await met.Task.WaitAsync(Hosting.RealProcess.Patience);
        }
        catch (TimeoutException)
        {
            Assert.Fail($"The log does not say '{what}':\n{string.Join('\n', Lines)}");
        }
    }
}
