namespace SparseGen;

/// <summary>The device that was asked for is not there, or cannot be used; the message says which and why.</summary>
public sealed class DeviceUnavailableException : Exception
{
    /// <summary>Without a message.</summary>
    public DeviceUnavailableException()
    {
    }

    /// <summary>With a message.</summary>
    /// <param name="message">Which device, and why.</param>
    public DeviceUnavailableException(string message)
        : base(message)
    {
    }

    /// <summary>With a message and a cause.</summary>
    /// <param name="message">Which device, and why.</param>
    /// <param name="innerException">What the driver or the library said.</param>
    public DeviceUnavailableException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
