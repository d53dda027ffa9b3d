using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Sekisho.Roles.Logs;

/// <summary>Makes the loggers of one process; their records go to the stream under the process's name.</summary>
internal sealed class RoleLogs(LogStream stream, string instance, LogLevel lowest, TimeProvider clock) : ILoggerFactory
{
    private readonly ConcurrentDictionary<string, ILogger> _loggers = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public ILogger CreateLogger(string categoryName) =>
        _loggers.GetOrAdd(categoryName, name => new RoleLogger(this, name, LowestOf(name)));

    /// <inheritdoc/>
    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException("There is one log stream.");

    /// <inheritdoc/>
    public void Dispose()
    {
    }

    /// <summary>The framework's own records only from warning on: they are about connections, not about mail.</summary>
    private LogLevel LowestOf(string category) =>
        category.StartsWith("Microsoft.", StringComparison.Ordinal) && lowest > LogLevel.Trace && lowest < LogLevel.Warning ? LogLevel.Warning : lowest;

    private sealed class RoleLogger(RoleLogs owner, string category, LogLevel lowestHere) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= lowestHere && logLevel != LogLevel.None;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel)) owner.Write(category, logLevel, eventId, state, exception, formatter(state, exception));
        }
    }

    private void Write<TState>(string category, LogLevel level, EventId id, TState state, Exception? exception, string message)
    {
        List<KeyValuePair<string, object>> fields = [];
        if (state is IReadOnlyList<KeyValuePair<string, object?>> parts)
        {
            for (var i = 0; i < parts.Count; i++)
            {
                if (parts[i] is { Value: { } value } part && part.Key != "{OriginalFormat}") fields.Add(new(FieldName(part.Key), value));
            }
        }

        stream.Write(new LogRecord
        {
            Time = clock.GetUtcNow(),
            Level = level,
            Instance = instance,
            Category = category,
            Event = id.Name,
            Message = message,
            Exception = exception?.ToString(),
            Fields = fields,
        });
    }

    private static string FieldName(string name) =>
        name.Length == 0 || !char.IsAsciiLetterUpper(name[0]) ? name : char.ToLowerInvariant(name[0]) + name[1..];
}
