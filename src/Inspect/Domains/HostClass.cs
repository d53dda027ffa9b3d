namespace Sekisho.Inspect.Domains;

/// <summary>What one gets at a public host (hosts.txt); a host may be of several classes.</summary>
[Flags]
internal enum HostClass
{
    /// <summary>Nothing known.</summary>
    None = 0,

    /// <summary>Names that lead elsewhere.</summary>
    Shortener = 1,

    /// <summary>Sites that anyone builds, each below a name of the service.</summary>
    Site = 2,

    /// <summary>Buckets that anyone fills.</summary>
    Storage = 4,

    /// <summary>Files and documents that anyone shares.</summary>
    File = 8,

    /// <summary>Forms that anyone makes.</summary>
    Form = 16,

    /// <summary>Names for a machine at home, and machines for rent by the hour.</summary>
    Dynamic = 32,

    /// <summary>Content without an owner.</summary>
    Ipfs = 64,

    /// <summary>Pictures that anyone puts up.</summary>
    Picture = 128,

    /// <summary>Sends mail for others and counts clicks.</summary>
    Mailer = 256,

    /// <summary>Wraps links for a security service.</summary>
    Wrapper = 512,

    /// <summary>Mail addresses for anyone.</summary>
    Freemail = 1024,

    /// <summary>Mail addresses of tenants of large services that have no name of their own.</summary>
    Tenant = 2048,

    /// <summary>Delivers content for others under names of chance.</summary>
    Delivery = 4096,

    /// <summary>A part of a service above that is of none of its classes.</summary>
    Plain = 8192,
}
