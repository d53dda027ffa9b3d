namespace Sekisho.Inspect.Domains;

/// <summary>How a host poses as a brand.</summary>
internal enum LookalikeKind
{
    /// <summary>Other letters that look the same: "paypa1", "аpple" with a Cyrillic letter.</summary>
    LooksTheSame,

    /// <summary>One letter more, less or other.</summary>
    OneLetterOff,

    /// <summary>The brand's name and something beside it: "paypal-login", "marriottgdw".</summary>
    Combined,

    /// <summary>The brand's name under an ending that the brand does not have: "paypal.shop".</summary>
    OtherEnding,

    /// <summary>The brand's name in front of somebody else's site: "paypal.com.example.net".</summary>
    InFront,
}
