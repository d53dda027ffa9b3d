namespace Sekisho.Mime;

/// <summary>Findings that are reported once a part.</summary>
[Flags]
internal enum Reported : ushort
{
    None = 0,
    DelimiterWithTail = 1,
    DelimiterPadding = 2,
    MidLineDelimiter = 4,
    PartAfterClose = 8,
    LineWithoutColon = 16,
    BlankLookingLine = 32,
    SpaceBeforeColon = 64,
    BadFieldName = 128,

    /// <summary>Not a finding: the multipart's own delimiter was looked for in its header.</summary>
    OwnDelimiterInHeader = 256,
}
