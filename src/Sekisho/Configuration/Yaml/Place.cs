namespace Sekisho.Configuration.Yaml;

/// <summary>A place in a file: line and column, from 1.</summary>
internal sealed record Place(long Line, long Column);
