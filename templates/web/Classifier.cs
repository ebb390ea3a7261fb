using SparseGen;

namespace SparseGenWeb;

/// <summary>Four measurements in, a score for each of three classes out. Its layers are its attributes; the generator writes the rest of the class.</summary>
[Model, VectorInput(4)]
[Linear(32), Activation(ActivationKind.Gelu), Linear(3)]
internal sealed partial class Classifier
{
    /// <summary>The model of a file. One is enough: any number of requests may call Forward at once.</summary>
    public static Classifier Load(string path)
    {
        var model = new Classifier(maxBatch: 1);
        if (File.Exists(path))
        {
            Checkpoint.Load(path, model.Parameters);
        }

        return model;
    }
}
