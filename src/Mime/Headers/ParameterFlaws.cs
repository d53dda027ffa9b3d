namespace Sekisho.Mime;

/// <summary>What was wrong with a list of parameters.</summary>
[Flags]
internal enum ParameterFlaws : byte
{
    None = 0,
    Malformed = 1,
    TooMany = 2,
    CommentsTooDeep = 4,
}
