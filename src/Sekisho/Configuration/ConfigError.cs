namespace Sekisho.Configuration;

/// <summary>One thing that is wrong in a configuration file: where, what, what would be right.</summary>
/// <param name="File">The file as it was named.</param>
/// <param name="Line">The line, from 1; 0 where the file as a whole is meant.</param>
/// <param name="Column">The column, from 1.</param>
/// <param name="Key">The setting's path ("limits.messageBytes"), or empty.</param>
/// <param name="Problem">What is wrong, a sentence.</param>
/// <param name="Advice">What is allowed and what to do, a sentence or more.</param>
internal sealed record ConfigError(string File, long Line, long Column, string Key, string Problem, string Advice)
{
    /// <summary>"file:line:column: key: problem advice", the form that editors jump to; without a place where the whole file is meant.</summary>
    public override string ToString() =>
        $"{File}{(Line > 0 ? $":{Line}:{Column}" : "")}: {(Key.Length > 0 ? Key + ": " : "")}{Problem} {Advice}";
}
