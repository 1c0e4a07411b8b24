{{/* Names, labels and the one pod that Deployment and StatefulSet share. */}}

{{- define "deskveil.name" -}}
{{- default .Chart.Name .Values.nameOverride | trunc 63 | trimSuffix "-" -}}
{{- end -}}

{{- define "deskveil.fullname" -}}
{{- if .Values.fullnameOverride -}}
{{- .Values.fullnameOverride | trunc 63 | trimSuffix "-" -}}
{{- else if contains (include "deskveil.name" .) .Release.Name -}}
{{- .Release.Name | trunc 63 | trimSuffix "-" -}}
{{- else -}}
{{- printf "%s-%s" .Release.Name (include "deskveil.name" .) | trunc 63 | trimSuffix "-" -}}
{{- end -}}
{{- end -}}

{{- define "deskveil.selector" -}}
app.kubernetes.io/name: {{ include "deskveil.name" . }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end -}}

{{- define "deskveil.labels" -}}
{{ include "deskveil.selector" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | quote }}
{{- end -}}

{{- define "deskveil.image" -}}
{{- if .Values.image.digest -}}
{{- printf "%s@%s" .Values.image.repository .Values.image.digest -}}
{{- else -}}
{{- printf "%s:%s" .Values.image.repository (default .Chart.AppVersion .Values.image.tag) -}}
{{- end -}}
{{- end -}}

{{- define "deskveil.config" -}}
{{- if and (not .Values.to) (not .Values.config.webhooks) -}}
{{- fail "Nothing to do: set `to` to the address of the desk, or `config.webhooks` to what is received." -}}
{{- end -}}
{{- if and .Values.config.webhooks (eq .Values.store "none") -}}
{{- fail "config.webhooks needs a store: postgres or sqlite." -}}
{{- end -}}
{{- $relay := dict -}}
{{- if not .Values.config.webhooks -}}
{{- else if eq .Values.store "postgres" -}}
{{- $relay = dict "relay" (dict "store" "file:/run/secrets/deskveil/database-url") -}}
{{- else if eq .Values.store "sqlite" -}}
{{- $relay = dict "relay" (dict "store" "sqlite:/var/lib/deskveil/relay.db") -}}
{{- end -}}
{{- toYaml (mergeOverwrite (deepCopy .Values.config) $relay) -}}
{{- end -}}

{{- define "deskveil.pod" -}}
metadata:
  labels:
    {{- include "deskveil.labels" . | nindent 4 }}
    {{- with .Values.podLabels }}
    {{- toYaml . | nindent 4 }}
    {{- end }}
  annotations:
    # A new configuration is a new pod: it is read at the start only.
    checksum/config: {{ include "deskveil.config" . | sha256sum }}
    {{- with .Values.podAnnotations }}
    {{- toYaml . | nindent 4 }}
    {{- end }}
spec:
  serviceAccountName: {{ include "deskveil.fullname" . }}
  automountServiceAccountToken: false
  enableServiceLinks: false
  terminationGracePeriodSeconds: {{ .Values.terminationGracePeriodSeconds }}
  {{- with .Values.priorityClassName }}
  priorityClassName: {{ . }}
  {{- end }}
  {{- with .Values.imagePullSecrets }}
  imagePullSecrets:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  securityContext:
    runAsNonRoot: true
    runAsUser: 10001
    runAsGroup: 10001
    fsGroup: 10001
    fsGroupChangePolicy: OnRootMismatch
    seccompProfile:
      type: RuntimeDefault
  containers:
    - name: deskveil
      image: {{ include "deskveil.image" . | quote }}
      imagePullPolicy: {{ .Values.image.pullPolicy }}
      args:
        - serve
        {{- if .Values.to }}
        - --to
        - {{ .Values.to | quote }}
        - --desk
        - {{ .Values.desk | quote }}
        {{- end }}
        - --from
        - 0.0.0.0:8787
        - --config
        - /etc/deskveil/deskveil.yaml
      env:
        - name: DESKVEIL_KEY_FILE
          value: /run/secrets/deskveil/key
        - name: PROBES
          value: 0.0.0.0:8789
        - name: NODE_OPTIONS
          value: {{ .Values.nodeOptions | quote }}
      ports:
        - name: http
          containerPort: 8787
        - name: probes
          containerPort: 8789
      startupProbe:
        httpGet: { path: /healthz, port: probes }
        periodSeconds: 1
        failureThreshold: 60
      livenessProbe:
        # Not /readyz: a process that is busy, or whose database is away, is not helped by a restart.
        httpGet: { path: /healthz, port: probes }
        periodSeconds: 10
        timeoutSeconds: 5
        failureThreshold: 6
      readinessProbe:
        httpGet: { path: /readyz, port: probes }
        periodSeconds: 2
        timeoutSeconds: 2
        failureThreshold: 2
      lifecycle:
        preStop:
          # The Service learns of the end before it comes. There is no shell, and `sleep` is not in every cluster yet.
          exec:
            command: ["node", "-e", {{ printf "setTimeout(() => {}, %d)" (mul 1000 (int .Values.preStopSeconds)) | quote }}]
      resources:
        {{- toYaml .Values.resources | nindent 8 }}
      securityContext:
        allowPrivilegeEscalation: false
        readOnlyRootFilesystem: true
        capabilities:
          drop: [ALL]
      volumeMounts:
        - name: config
          mountPath: /etc/deskveil
          readOnly: true
        - name: secrets
          mountPath: /run/secrets/deskveil
          readOnly: true
        {{- if eq .Values.store "sqlite" }}
        - name: data
          mountPath: /var/lib/deskveil
        {{- end }}
  volumes:
    - name: config
      configMap:
        name: {{ include "deskveil.fullname" . }}
    - name: secrets
      secret:
        secretName: {{ .Values.secretName }}
        defaultMode: 0440
  {{- with .Values.nodeSelector }}
  nodeSelector:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  {{- with .Values.tolerations }}
  tolerations:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  {{- if .Values.affinity }}
  affinity:
    {{- toYaml .Values.affinity | nindent 4 }}
  {{- else }}
  topologySpreadConstraints:
    {{- range $topology := list "kubernetes.io/hostname" "topology.kubernetes.io/zone" }}
    - maxSkew: 1
      topologyKey: {{ $topology }}
      whenUnsatisfiable: ScheduleAnyway
      labelSelector:
        matchLabels:
          {{- include "deskveil.selector" $ | nindent 10 }}
    {{- end }}
  {{- end }}
{{- end -}}
