namespace SparseGen.Tool.Results;

/// <summary>What <c>compress --method prune --json</c> writes.</summary>
/// <param name="Model">Name in the catalogue.</param>
/// <param name="Checkpoint">Full path of the parameters before.</param>
/// <param name="File">Full path of the checkpoint with zeros.</param>
/// <param name="MaskFile">Full path of the masks.</param>
/// <param name="Pattern">What was pruned together.</param>
/// <param name="Epochs">Epochs of training meanwhile; 0 for pruning at once.</param>
/// <param name="TestImages">Images that both were judged on.</param>
/// <param name="ExactAccuracy">Share of them that the model named rightly before.</param>
/// <param name="Accuracy">Share of them that it names rightly now.</param>
/// <param name="Sparsity">Share of the weights of these tensors that are zero.</param>
/// <param name="Tensors">The tensors.</param>
internal sealed record PruningReport(
    string Model,
    string Checkpoint,
    string File,
    string MaskFile,
    string Pattern,
    int Epochs,
    int TestImages,
    double ExactAccuracy,
    double Accuracy,
    double Sparsity,
    IReadOnlyList<PrunedTensorReport> Tensors);

/// <summary>A tensor that was pruned.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Outputs">Rows.</param>
/// <param name="Inputs">Columns.</param>
/// <param name="Kept">Weights that are left.</param>
internal sealed record PrunedTensorReport(string Name, int Outputs, int Inputs, int Kept);
