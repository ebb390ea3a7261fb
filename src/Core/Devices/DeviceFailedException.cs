namespace SparseGen;

/// <summary>A device did not do what it was asked to; the message says what its driver says, and how to go on.</summary>
/// <remarks>The step or call is not done: counts of steps are as before it. What lies on the device may be lost; what was saved is not.</remarks>
public sealed class DeviceFailedException : Exception
{
    /// <summary>Without a message.</summary>
    public DeviceFailedException()
    {
    }

    /// <summary>With a message.</summary>
    /// <param name="message">Which device, what happened, and what to do.</param>
    public DeviceFailedException(string message)
        : base(message)
    {
    }

    /// <summary>With a message and a cause.</summary>
    /// <param name="message">Which device, what happened, and what to do.</param>
    /// <param name="innerException">What the driver said.</param>
    public DeviceFailedException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
