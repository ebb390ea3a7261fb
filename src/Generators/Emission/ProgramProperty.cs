namespace SparseGen.Generators.Emission;

/// <summary>What a program says of itself, the same for all devices but for the interface.</summary>
/// <param name="contract">Name of the interface.</param>
internal sealed class ProgramProperty(CodeWriter code, string contract)
{
    /// <summary>Writes one.</summary>
    /// <param name="type">Its type.</param>
    /// <param name="name">Name of the interface's member.</param>
    /// <param name="value">What it says.</param>
    /// <param name="isDefault">Whether the interface says so already.</param>
    public void Write(string type, string name, string value, bool isDefault = false)
    {
        if (!isDefault)
        {
            code.Line();
            code.Line($"static {type} {contract}.{name} => {value};");
        }
    }
}
